// Selecting words in a transcript and putting them under a code, with a mouse or with keys alone. Sends the ordinary
// forms of the page, and puts the turns that changed in the place of those it has; nothing is kept in the browser.
// Offsets are counted in code points, as the server counts them.
// A mouse or a finger selects first; the palette comes when it is lifted, beside the words, so that nothing moves under it.
const reader = document.querySelector('[data-reader]')
const palette = document.querySelector('[data-palette]')

const GAP = 10 // pixels between the words and the palette
const INNER = /[^\p{P}\p{S}](?:.*[^\p{P}\p{S}])?/su // a word without the punctuation around it

if (reader && palette) start()
if (reader) {
  alignBrackets()
  window.addEventListener('resize', () => alignBrackets())
  reader.addEventListener('toggle', event => alignBrackets([event.target.closest('.sd-turn')]), true)
}

function start () {
  let turns = []
  let words = [] // of every turn, in their order
  const box = palette.querySelector('#code-box')
  const chosen = palette.querySelector('[data-chosen]')
  const first = palette.querySelector('[data-first]')
  const wider = button() // offers the other turns that a drag went over
  const release = button('Let the words go')
  const refused = palette.querySelector('[data-refused]')
  const status = document.querySelector('[data-coding-status]')
  let recent = palette.dataset.recent.split(' ').filter(Boolean)
  const codes = [...palette.querySelectorAll('input[name=codes]')].map(input => ({
    input,
    item: input.closest('.govuk-checkboxes__item'),
    name: palette.querySelector(`label[for="${input.id}"]`).textContent.trim()
  }))
  // One list to search; without the script each heading has its own.
  if (codes.length) codes[0].input.closest('.govuk-checkboxes').append(...codes.map(code => code.item))
  palette.querySelectorAll('.sd-choice-group').forEach(group => group.remove())
  readTurns()
  let anchor = -1 // words by number: where the selection was begun, and where the keys are now
  let focus = -1
  let isPointerDown = false
  let isByTouch = false
  let chosenRange = null
  let settling = 0 // a timer: on a touch screen the selection changes after the finger is lifted

  document.querySelectorAll('[data-only-with-script]').forEach(part => { part.hidden = false })
  palette.querySelectorAll('[data-only-without-script]').forEach(part => { part.hidden = true })
  palette.classList.add('sd-palette--ready')
  const offers = document.createElement('p')
  offers.className = 'sd-palette__offers'
  offers.append(wider, ' ', release)
  chosen.after(offers)
  reader.tabIndex = 0
  reader.setAttribute('aria-describedby', 'keys')
  showCodes()
  letGo()

  reader.addEventListener('pointerdown', event => {
    if (event.button || event.target.closest('button, summary, a')) return
    isPointerDown = true
    isByTouch = event.pointerType === 'touch'
    if (!event.shiftKey) letGo() // with Shift a click goes on with what is selected
  })
  for (const lifted of ['pointerup', 'pointercancel']) {
    document.addEventListener(lifted, () => {
      if (!isPointerDown) return
      isPointerDown = false
      if (isByTouch) settle()
      else takeDrag() // here, not later: what is typed next is for these words
    })
  }
  document.addEventListener('selectionchange', () => {
    if (isByTouch && !isPointerDown) settle()
  })
  wider.addEventListener('click', () => take(span()))
  release.addEventListener('click', letGo)
  window.addEventListener('resize', placePalette)

  reader.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = { ArrowRight: nextWord, ArrowLeft: wordBefore, ArrowDown: nextTurn, ArrowUp: turnBefore }[event.key]
    if (step && event.target === reader) {
      event.preventDefault()
      focus = step(focus)
      if (!event.shiftKey || anchor < 0) anchor = focus
      select(anchor, focus)
    } else if (event.key === 'Escape') {
      letGo()
    }
  })

  // Typing while words are selected goes to the code box; a figure takes one of the last five.
  document.addEventListener('keydown', event => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !palette.elements.end.value) return
    const wanted = codes.find(code => code.input.value === recent[Number(event.key) - 1])
    if (wanted) {
      event.preventDefault()
      wanted.input.checked = true
      palette.requestSubmit()
    } else if (/^\p{L}$/u.test(event.key)) {
      event.preventDefault()
      box.focus()
      box.value += event.key
      showCodes()
    }
  })

  box.addEventListener('input', showCodes)
  box.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      event.preventDefault()
      const best = matches()[0]
      if (box.value.trim() && best) best.input.checked = true
      palette.requestSubmit()
    } else if (event.key === 'Escape') {
      box.value = ''
      showCodes()
      reader.focus()
    }
  })

  let isSending = false
  palette.addEventListener('submit', event => {
    event.preventDefault()
    const used = codes.filter(code => code.input.checked)
    const at = Math.min(anchor, focus)
    send(palette).then(changed => {
      if (!changed) return
      recent = [...new Set([...used.map(code => code.input.value), ...recent])].slice(0, 5)
      used.forEach(code => { code.input.checked = false })
      box.value = ''
      letGo()
      showCodes()
      focus = at
      reader.focus({ preventScroll: true })
      status.textContent = `Marked: ${used.map(code => code.name).join(', ')}.`
    })
  })
  // Taking off, settling and undoing.
  reader.addEventListener('submit', event => {
    event.preventDefault()
    send(event.target, event.submitter).then(changed => {
      if (!changed) return
      const done = changed.map(turn => turn.querySelector('.sd-turn__done')).find(Boolean)
      status.textContent = done ? done.querySelector('p').textContent : 'Done.'
      if (done) done.querySelector('button').focus({ preventScroll: true })
      else reader.focus({ preventScroll: true })
    })
  })

  // After the browser has gone to the passage by its address, which takes the focus away.
  window.addEventListener('load', () => requestAnimationFrame(returnToPassage))

  function readTurns () {
    turns = [...reader.querySelectorAll('.sd-turn__words')]
    words = turns.flatMap((turn, number) => [...turn.textContent.matchAll(/\S+/g)].map(found => asWord(turn, number, found)))
  }

  // Send a form, and show the turns that it changed. They are returned; nothing where it was refused.
  async function send (form, submitter) {
    if (isSending) return null
    isSending = true
    tell('')
    try {
      const sent = new URLSearchParams(new FormData(form))
      if (submitter && submitter.name) sent.append(submitter.name, submitter.value)
      const answer = await fetch(form.action, { method: 'POST', body: sent, headers: { 'X-Fragment': 'turns' } })
      const text = await answer.text()
      if (answer.status === 422) return tell(text)
      const changed = answer.ok && new DOMParser().parseFromString(text, 'text/html').querySelector('[data-changed]')
      if (changed) return replaceTurns(changed)
      window.location.reload() // signed out, or changed by someone else: the page says what is so now
    } catch {
      tell('Nothing came back from the server. Try once more: nothing is marked twice.')
    } finally {
      isSending = false
    }
    return null
  }

  function replaceTurns (changed) {
    palette.elements.once.value = changed.dataset.once
    reader.querySelectorAll('.sd-turn__done').forEach(done => done.remove()) // the last one alone can be undone
    const turns = [...changed.children].map(turn => {
      const old = document.getElementById(turn.id)
      const cover = turn.querySelector('details')
      if (cover && old.querySelector('details[open]')) cover.open = true
      old.replaceWith(turn)
      return turn
    })
    readTurns()
    alignBrackets(turns)
    return turns
  }

  // Why nothing was done: beside the palette where it is open, else at the foot of the page.
  function tell (sentence) {
    refused.textContent = palette.hidden ? '' : sentence
    status.textContent = palette.hidden ? sentence : ''
    status.classList.toggle('govuk-visually-hidden', !(sentence && palette.hidden))
    placePalette()
    return null
  }

  // The keys pass over what is still covered, and stay where they are at the ends.
  function nextWord (at) {
    const next = words.findIndex((word, number) => number > at && isOpen(word.turn))
    return next < 0 ? at : next
  }
  function wordBefore (at) {
    for (let before = at - 1; before >= 0; before--) if (isOpen(words[before].turn)) return before
    return nextWord(-1)
  }
  function nextTurn (at) {
    if (at < 0) return nextWord(at)
    const next = words.findIndex(word => word.number > words[at].number && isOpen(word.turn))
    return next < 0 ? wordBefore(words.length) : next
  }
  function turnBefore (at) {
    if (at < 0) return nextWord(at)
    const begins = words.findIndex(word => word.number === words[at].number)
    if (begins < at) return begins
    const before = wordBefore(begins)
    return before < 0 ? at : words.findIndex(word => word.number === words[before].number)
  }

  function select (one, other) {
    if (one < 0 || other < 0) return
    const from = words[Math.min(one, other)]
    const to = words[Math.max(one, other)]
    const [startNode, startAt] = place(from.turn, from.start)
    const [endNode, endAt] = place(to.turn, to.end)
    window.getSelection().setBaseAndExtent(startNode, startAt, endNode, endAt)
    isByTouch = false
    words[other].turn.scrollIntoView({ block: 'nearest' })
    take(span())
    ;[anchor, focus] = [one, other]
  }

  function settle () {
    window.clearTimeout(settling)
    settling = window.setTimeout(takeDrag, 300)
  }

  // What a drag went over, of the turn where it began: several turns are taken only when that is asked for.
  function takeDrag () {
    const dragged = span()
    if (!dragged) return
    const began = window.getSelection().anchorNode
    const turn = dragged.turns.find(turn => turn.contains(began)) || dragged.turns[0]
    take(span(turn), dragged.turns)
  }

  function take (taken, dragged = []) {
    if (!taken) return
    const { turns: touched, startAt, endAt } = taken
    const [startNode, startsAt] = place(touched[0], startAt)
    const [endNode, endsAt] = place(touched[touched.length - 1], endAt)
    const range = document.createRange()
    range.setStart(startNode, startsAt)
    range.setEnd(endNode, endsAt)
    // The handles of a touch screen would go.
    if (!isByTouch && dragged.length < 2) window.getSelection().setBaseAndExtent(startNode, startsAt, endNode, endsAt)
    const numbers = dragged.map(turn => turn.closest('.sd-turn').id.replace('turn-', ''))
    wider.hidden = numbers.length < 2
    wider.textContent = wider.hidden ? '' : `Take turns ${numbers[0]} to ${numbers[numbers.length - 1]} together`
    focus = words.findLastIndex(word => word.turn === touched[touched.length - 1] && word.start < endAt)
    anchor = words.findIndex(word => word.turn === touched[0] && word.end > startAt)
    show(taken, range)
  }

  // The selected words, whole: where they are, in code points from the start of the transcript, and their text. Of one
  // turn where one is given; null where there are none.
  function span (only) {
    const selection = window.getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return null
    const range = selection.getRangeAt(0)
    const touched = turns.filter(turn => (!only || turn === only) && range.intersectsNode(turn))
    const [startOf, endOf] = [
      turn => turn.contains(range.startContainer) ? offset(turn, range.startContainer, range.startOffset) : 0,
      turn => turn.contains(range.endContainer) ? offset(turn, range.endContainer, range.endOffset) : turn.textContent.length
    ]
    // A drag that ends in the gap before a turn touches it and takes none of its words.
    const isEmpty = turn => !isOpen(turn) || !turn.textContent.slice(startOf(turn), endOf(turn)).trim()
    while (touched.length && isEmpty(touched[0])) touched.shift()
    while (touched.length && isEmpty(touched[touched.length - 1])) touched.pop()
    if (!touched.length) return null
    const begins = touched[0]
    const ends = touched[touched.length - 1]
    const startAt = wordStart(begins, startOf(begins))
    const endAt = wordEnd(ends, endOf(ends))
    // Turn by turn, so that numbers and speakers between them are not taken for words.
    const text = touched
      .map(turn => isOpen(turn) ? turn.textContent.slice(turn === begins ? startAt : 0, turn === ends ? endAt : undefined) : '[covered]')
      .join(' ')
    return { turns: touched, startAt, endAt, start: fromStart(begins, startAt), end: fromStart(ends, endAt), text: text.trim() }
  }

  // The start of the word that a place lies in, and its end. Punctuation around it comes along only if it was touched.
  function wordStart (turn, at) {
    const word = words.find(word => word.turn === turn && word.end > at)
    return !word || at < word.start ? word?.start ?? at : at > word.inner.start ? word.inner.start : at
  }
  function wordEnd (turn, at) {
    const word = words.findLast(word => word.turn === turn && word.start < at)
    return !word || at > word.end ? word?.end ?? at : at < word.inner.end ? word.inner.end : at
  }

  function show (taken, range) {
    palette.elements.start.value = taken.start
    palette.elements.end.value = taken.end
    const shown = [...taken.text]
    chosen.textContent = shown.length > 160 ? `${shown.slice(0, 80).join('')} … ${shown.slice(-70).join('')}` : taken.text
    // The words stay marked while the code is typed, where the browser can.
    if (window.Highlight) CSS.highlights.set('sd-chosen', new Highlight(range))
    palette.hidden = false
    chosenRange = range
    refused.textContent = ''
    placePalette()
  }

  // Below the words, or above them where there is no room; never over them.
  function placePalette () {
    if (palette.hidden) return
    const lines = [...chosenRange.getClientRects()]
    const top = Math.min(...lines.map(line => line.top))
    const bottom = Math.max(...lines.map(line => line.bottom))
    const frame = palette.offsetParent.getBoundingClientRect()
    const height = palette.offsetHeight
    const isAbove = window.innerHeight - bottom < height + GAP && top > height + GAP
    palette.style.top = `${(isAbove ? top - height - GAP : bottom + GAP) - frame.top}px`
    palette.style.left = `${reader.getBoundingClientRect().left - frame.left}px`
    if (!isAbove) palette.scrollIntoView({ block: 'nearest' })
  }

  function letGo () {
    anchor = -1
    window.clearTimeout(settling)
    window.getSelection().removeAllRanges()
    if (window.Highlight) CSS.highlights.delete('sd-chosen')
    palette.elements.start.value = palette.elements.end.value = ''
    palette.hidden = true
  }

  function matches () {
    const typed = folded(box.value.trim())
    if (!typed) return recent.map(ref => codes.find(code => code.input.value === ref)).filter(Boolean)
    return codes
      .map(code => ({ code, rank: rank(folded(code.name), typed) }))
      .filter(each => each.rank < 9)
      .sort((a, b) => a.rank - b.rank)
      .map(each => each.code)
  }

  function showCodes () {
    const found = matches()
    const isAll = !box.value.trim() && !found.length
    codes.forEach(code => { code.item.hidden = !isAll && !found.includes(code) && !code.input.checked })
    found.forEach(code => code.item.parentElement.append(code.item))
    const named = found.slice(0, 5).map(code => code.name)
    if (box.value.trim()) first.textContent = named.length ? `Enter: ${named[0]}` : 'No code begins like that.'
    else first.textContent = named.length ? `Your last: ${named.map((name, number) => `${number + 1} ${name}`).join(', ')}` : ''
  }

  function returnToPassage () {
    const target = window.location.hash.startsWith('#passage-') && document.getElementById(window.location.hash.slice(1))
    if (!target) return
    const turn = target.closest('.sd-turn__words')
    if (!isOpen(turn)) return
    const at = offset(turn, target, 0)
    focus = words.findIndex(word => word.turn === turn && word.end > at)
    reader.focus({ preventScroll: true })
    turn.scrollIntoView({ block: 'center' })
  }
}

function button (text = '') {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'sd-link-button'
  made.textContent = text
  return made
}

function asWord (turn, number, { index, 0: text }) {
  const inner = INNER.exec(text) || { index: 0, 0: text }
  const begins = index + inner.index
  return { turn, number, start: index, end: index + text.length, inner: { start: begins, end: begins + inner[0].length } }
}

// As the server folds what is looked for (base/folding.py), as far as names of codes need it.
function folded (text) {
  return text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '').replace(/[‘’]/g, "'").replace(/\p{Pd}/gu, '-').toLowerCase()
}

// Two letters find a code by how it begins, how one of its words begins, or by the first letters of its words.
function rank (name, typed) {
  if (name.startsWith(typed)) return 0
  const parts = name.split(/[\s-]+/)
  if (parts.some(part => part.startsWith(typed))) return 1
  if (parts.map(part => part[0]).join('').startsWith(typed)) return 2
  return name.includes(typed) ? 3 : 9
}

// Whether a turn's words may be seen: not under a cover that nobody opened.
function isOpen (turn) {
  return !turn.closest('details:not([open])')
}

function offset (turn, node, at) {
  const range = document.createRange()
  range.setStart(turn, 0)
  range.setEnd(node, at)
  return range.toString().length
}

function fromStart (turn, at) {
  return Number(turn.dataset.start) + [...turn.textContent.slice(0, at)].length
}

// The text node and place in it of a character of a turn.
function place (turn, at) {
  const walker = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT)
  let node = walker.nextNode()
  while (node && at > node.length) {
    at -= node.length
    node = walker.nextNode()
  }
  return [node, at]
}

// Each bracket stands beside the lines of its passage, or under the one before where they would touch.
function alignBrackets (turns = [...reader.children]) {
  const isBeside = window.matchMedia('(min-width: 40.0625em)').matches
  for (const turn of turns) {
    for (const bracket of turn.querySelectorAll('.sd-brackets > li')) {
      bracket.style.marginTop = bracket.style.minHeight = ''
      if (!isBeside) continue
      if (turn.querySelector('details:not([open])')) continue
      const lines = [...turn.querySelectorAll(`mark[data-passages~="${bracket.dataset.passage}"]`)].flatMap(mark => [...mark.getClientRects()])
      if (!lines.length) continue
      const top = Math.min(...lines.map(line => line.top))
      const bottom = Math.max(...lines.map(line => line.bottom))
      bracket.style.marginTop = `${Math.max(0, top - bracket.getBoundingClientRect().top)}px`
      bracket.style.minHeight = `${bottom - top}px`
    }
  }
}
