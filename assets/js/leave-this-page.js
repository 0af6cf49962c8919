import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'

/**
 * GOV.UK's "exit this page" (click, or Shift three times), except that the page we leave does not stay in the tab's
 * history: going back does not bring it up again.
 */
export class LeaveThisPage extends ExitThisPage {
  exitPage () {
    this.$updateSpan.textContent = ''
    document.title = ' '
    document.body.classList.add('govuk-exit-this-page-hide-content')
    this.$overlay = document.createElement('div')
    this.$overlay.className = 'govuk-exit-this-page-overlay'
    this.$overlay.setAttribute('role', 'alert')
    this.$overlay.textContent = this.i18n.t('activated')
    document.body.appendChild(this.$overlay)
    window.location.replace(this.$button.href)
  }
}
