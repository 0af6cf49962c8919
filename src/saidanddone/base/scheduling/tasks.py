"""The task that runs a scheduled job. Its only argument is the job's name."""

from django_tasks import task

from saidanddone.base import clock
from saidanddone.base.scheduling import jobs, periods


@task
def run_scheduled_job(name: str) -> list[str]:
    """Run one job. The lines that it returns are printed; no row keeps them."""
    periods.record_start(name)
    try:
        lines = list(jobs.all_jobs()[name].run(clock.today()))
    except Exception as error:
        periods.record_failure(name, type(error))
        raise
    periods.record_success(name)
    return lines
