// What a page does beyond plain HTML. Loaded as a module at the end of every page; nothing here is needed to read or to act.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'
import { LeaveThisPage } from './leave-this-page.js'
import { knowSavedForm } from './saved-already.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

// First, so that leaving works even if a later component fails.
createAll(LeaveThisPage, {
  i18n: {
    activated: 'Leaving.',
    timedOut: 'Leaving by the Shift key was cancelled.',
    pressTwoMoreTimes: 'Press Shift 2 more times to leave.',
    pressOneMoreTime: 'Press Shift 1 more time to leave.'
  }
})
createAll(Button, { preventDoubleClick: true })
for (const component of [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink]) {
  createAll(component)
}
knowSavedForm()
