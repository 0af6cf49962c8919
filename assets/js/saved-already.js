/**
 * The back button, then Save: the browser fetches the form anew, with a new token, and keeps what was typed, so that a
 * second record would be made. The first token stays in this page's place in the tab's history (no words do) and is
 * put back, so that the server knows the form again. Whether anything was typed since goes with it, but not what.
 */
export function knowSavedForm () {
  const form = document.querySelector('form[data-saved-already]')
  const token = form && form.elements.once
  if (!token || form.elements.version) return
  const known = history.state && history.state.once
  if (known) {
    token.value = known
    document.querySelectorAll('[data-saving-again]').forEach(part => part.remove())
  } else {
    history.replaceState({ ...history.state, once: token.value }, '')
  }
  // After the browser has put back what was typed, which some tell as if a person had done it.
  window.addEventListener('pageshow', event => setTimeout(() => {
    if (known || event.persisted) form.addEventListener('input', noteChange, { once: true })
  }))

  function noteChange () {
    const note = document.createElement('input')
    Object.assign(note, { type: 'hidden', name: 'changed_since_saved', value: 'yes' })
    form.append(note)
  }
}
