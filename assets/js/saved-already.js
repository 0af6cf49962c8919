/**
 * The back button, then Save: the browser fetches the form anew, with a new token, and keeps what was typed, so that a
 * second record would be made. The token that was sent stays in this page's place in the tab's history (no words do) and is
 * put back, so that the server knows the form again. Whether anything was typed since goes with it, but not what.
 */
export function knowSavedForm () {
  const form = document.querySelector('form[data-saved-already]')
  const token = form && form.elements.once
  if (!token || form.elements.version) return
  let wasSent = Boolean(history.state && history.state.sentOnce)
  if (wasSent) {
    token.value = history.state.sentOnce
    document.querySelectorAll('[data-saving-again]').forEach(part => part.remove())
  }
  form.addEventListener('submit', () => {
    history.replaceState({ ...history.state, sentOnce: token.value }, '')
    wasSent = true
  })
  // After the browser has put back what was typed, which some tell as if a person had done it.
  window.addEventListener('pageshow', () => setTimeout(() => {
    if (wasSent) form.addEventListener('input', noteChange, { once: true })
  }))

  function noteChange () {
    const note = document.createElement('input')
    Object.assign(note, { type: 'hidden', name: 'changed_since_saved', value: 'yes' })
    form.append(note)
  }
}
