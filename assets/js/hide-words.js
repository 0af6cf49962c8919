// Hiding any word of a turn by tapping it, or by keyboard. What is chosen goes with the page's ordinary form, as spans
// counted in code points, as the server counts them; nothing is kept in the browser. Without this, the box for words does it.
const form = document.querySelector('[data-hide-words]')

// Dashes and slashes part words; an apostrophe or a hyphen does not. Some scripts put no space between words.
const RUN = /[^\s–—―/…]+/g
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const INNER = /[^\p{P}\p{S}](?:.*[^\p{P}\p{S}])?/su
const segmenter = window.Intl?.Segmenter && new Intl.Segmenter(undefined, { granularity: 'word' })

const KEYS = 'Arrow keys go from word to word. Space hides a word, or keeps it. Shift with an arrow takes several words. Escape leaves.'

if (form) start()

function start () {
  const sent = form.querySelector('[data-by-hand]')
  const status = make('p', 'govuk-visually-hidden')
  const tools = make('div', 'sd-hide-tools') // beside the turn where words are being hidden
  const keys = make('p', 'sd-hide-tools__keys', KEYS)
  const offer = make('button', 'sd-link-button')
  const turns = [...form.querySelectorAll('[data-turn]')].filter(isCountedAlike).map(asTurn)
  const byElement = new Map(turns.map(turn => [turn.element, turn]))
  let listed = null // the turn whose words the keys walk through, the word they are at, and where they began
  let at = 0
  let anchor = 0
  let repeated = null // what was hidden last, and its other places

  status.setAttribute('role', 'status')
  keys.id = 'hide-keys'
  keys.hidden = offer.hidden = true
  offer.type = 'button'
  tools.append(keys, offer)
  form.prepend(status, tools)
  document.querySelectorAll('[data-only-with-script]').forEach(part => { part.hidden = false })
  document.querySelectorAll('[data-only-without-script]').forEach(part => { part.hidden = true })
  turns.forEach(addKeyboardWay)
  restore()

  form.addEventListener('change', event => {
    if (event.target.name === 'hide') paintHit(form.querySelector(`[data-hit="${event.target.value}"]`))
  })

  form.addEventListener('click', event => {
    const turn = byElement.get(event.target.closest('[data-turn]'))
    if (!turn || !window.getSelection().isCollapsed) return
    part(turn)
    const tapped = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-word]')
    const number = tapped ? Number(tapped.dataset.word) : -1
    if (turn.words[number]?.element !== tapped) return
    if (listed === turn) goTo(number)
    toggle(turn, number, number)
  })

  form.addEventListener('keydown', event => {
    const turn = byElement.get(event.target)
    if (!turn || turn !== listed || event.ctrlKey || event.metaKey || event.altKey) return
    const isRightToLeft = window.getComputedStyle(turn.element).direction === 'rtl'
    const to = {
      ArrowRight: at + (isRightToLeft ? -1 : 1),
      ArrowLeft: at + (isRightToLeft ? 1 : -1),
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: turn.words.length - 1
    }[event.key]
    if (to !== undefined) goTo(Math.max(0, Math.min(to, turn.words.length - 1)), event.shiftKey)
    else if (event.key === ' ' || event.key === 'Enter') toggle(turn, Math.min(anchor, at), Math.max(anchor, at))
    else if (event.key === 'Escape' && anchor !== at) goTo(at)
    else if (event.key === 'Escape') turn.button.focus()
    else return
    event.preventDefault()
  })

  form.addEventListener('focusout', event => {
    if (listed && event.target === listed.element) leave()
  })

  offer.addEventListener('click', () => {
    const { turn, number, places, isHidden } = repeated
    for (const place of places) {
      part(place.turn)
      if (isHidden) place.turn.spans.delete(place.span)
      else place.turn.spans.add(place.span)
    }
    places.forEach(place => paint(place.turn))
    write()
    repeated.isHidden = !isHidden
    showOffer()
    say(`${inQuotes(repeated.text)} ${isHidden ? 'stays' : 'will be hidden'} in ${countOf(places.length, 'other place')}.`)
    if (repeated.isByKeyboard) enter(turn, number)
  })

  // One button a turn, seen when a key reaches it: pressing it lets the keys walk through the words.
  function addKeyboardWay (turn) {
    turn.button = make('button', 'sd-link-button sd-hide-by-keyboard', `Choose words to hide in turn ${turn.number}`)
    turn.button.type = 'button'
    turn.button.addEventListener('click', () => {
      part(turn)
      if (turn.words.length) enter(turn, 0)
    })
    turn.element.after(turn.button)
  }

  function enter (turn, number) {
    turn.element.tabIndex = -1
    turn.element.setAttribute('role', 'listbox')
    turn.element.setAttribute('aria-multiselectable', 'true')
    turn.element.setAttribute('aria-label', `Words of turn ${turn.number}. What is selected will be hidden.`)
    turn.element.setAttribute('aria-describedby', keys.id)
    turn.words.forEach((word, which) => {
      word.element.id = word.element.id || `word-${turn.number}-${which}`
      word.element.setAttribute('role', 'option')
    })
    listed = turn
    placeTools(turn)
    keys.hidden = false
    if (repeated?.turn !== turn) offer.hidden = true
    paint(turn)
    turn.element.focus()
    goTo(number)
  }

  // Back to plain words, so that a screen reader reads them as such.
  function leave () {
    const { element, words } = listed
    for (const name of ['role', 'aria-multiselectable', 'aria-label', 'aria-describedby', 'aria-activedescendant', 'tabindex']) {
      element.removeAttribute(name)
    }
    for (const word of words) {
      word.element.classList.remove('sd-word--at', 'sd-word--chosen')
      word.element.removeAttribute('role')
      word.element.removeAttribute('aria-selected')
    }
    keys.hidden = true
    listed = null
  }

  function goTo (number, isExtending = false) {
    at = number
    if (!isExtending) anchor = number
    listed.words.forEach((word, which) => {
      word.element.classList.toggle('sd-word--at', which === at)
      word.element.classList.toggle('sd-word--chosen', anchor !== at && which >= Math.min(anchor, at) && which <= Math.max(anchor, at))
    })
    listed.element.setAttribute('aria-activedescendant', listed.words[at].element.id)
    listed.words[at].element.scrollIntoView({ block: 'nearest' })
  }

  // Hides the words from one to another as one place, or keeps them where all of them were hidden.
  function toggle (turn, from, to) {
    const chosen = turn.words.slice(from, to + 1)
    const span = { start: chosen[0].start, end: chosen[chosen.length - 1].end }
    const isKept = chosen.every(word => isHidden(turn, word))
    for (const other of overlapping(turn, span)) turn.spans.delete(other)
    chosen.forEach(word => { if (word.box) word.box.checked = !isKept })
    if (!isKept && !(chosen.length === 1 && chosen[0].box)) turn.spans.add(span)
    const text = turn.text.slice(span.start, span.end)
    const places = isKept ? [] : otherPlaces(turn, span)
    repeated = { turn, number: to, text, places, isHidden: false, isByKeyboard: listed === turn }
    paint(turn)
    write()
    showOffer()
    say(`${inQuotes(text)} ${isKept ? 'stays' : 'will be hidden'}.`)
    if (listed === turn) goTo(to)
  }

  function showOffer () {
    const { turn, text, places, isHidden } = repeated
    offer.hidden = !places.length
    if (!places.length) return
    const quoted = make('bdi', '', inQuotes(text))
    const where = countOf(places.length, 'other place')
    offer.replaceChildren(isHidden ? 'Keep ' : 'Hide ', quoted, ` in ${where} too`)
    placeTools(turn)
  }

  // Where the same words stand elsewhere and are not hidden yet.
  function otherPlaces (turn, span) {
    const sought = wordsIn(turn.text.slice(span.start, span.end)).map(word => word.key)
    if (!sought.length) return []
    return turns.flatMap(other => {
      other.plain = other.plain || wordsIn(other.text)
      return other.plain
        .filter((_, first) => sought.every((key, next) => other.plain[first + next]?.key === key))
        .map(word => ({ start: word.start, end: other.plain[other.plain.indexOf(word) + sought.length - 1].end }))
        .filter(place => !overlapping(other, place).length && !hitsIn(other, place).some(box => box.checked))
        .map(place => ({ turn: other, span: place }))
    })
  }

  function hitsIn (turn, span) {
    return turn.hits.filter(hit => hit.start < span.end && hit.end > span.start).map(hit => hit.box)
  }

  // Right behind the words, where Tab goes next. Put again where it stands it would lose the focus.
  function placeTools (turn) {
    if (turn.element.nextElementSibling !== tools) turn.element.after(tools)
  }

  function write () {
    sent.value = turns.flatMap(turn => [...turn.spans].map(span => [turn, span]))
      .map(([turn, { start, end }]) => `${inCodePoints(turn, start)}-${inCodePoints(turn, end)}`)
      .join(' ')
  }

  // What was chosen before: the page came back with an error, or the browser went back to it.
  function restore () {
    for (const [, start, end] of sent.value.matchAll(/(\d+)-(\d+)/g)) {
      const turn = turns.find(turn => turn.start <= start && end <= turn.start + turn.length)
      if (!turn) continue
      const letters = [...turn.text]
      const units = place => letters.slice(0, place - turn.start).join('').length
      turn.spans.add({ start: units(Number(start)), end: units(Number(end)) })
      part(turn)
      paint(turn)
    }
    form.querySelectorAll('[data-hit]').forEach(paintHit)
    write()
  }

  function say (sentence) {
    status.textContent = sentence
  }
}

// Whether the browser shows as many characters as the server counted: otherwise its spans would not be the server's.
function isCountedAlike (element) {
  return [...element.textContent].length === Number(element.dataset.length)
}

function asTurn (element) {
  let position = 0
  const hits = []
  for (const node of element.childNodes) {
    const end = position + node.textContent.length
    if (node.dataset?.hit) hits.push({ node, start: position, end, box: document.getElementById(`hide-${node.dataset.hit}`) })
    position = end
  }
  return {
    element,
    hits,
    number: element.dataset.turn,
    text: element.textContent,
    start: Number(element.dataset.start),
    length: Number(element.dataset.length),
    spans: new Set(), // chosen by hand: { start, end } within the turn, as JavaScript counts
    words: null
  }
}

// Puts each word of a turn into an element of its own, the first time it is touched. A suggested hit is one word.
function part (turn) {
  if (turn.words) return
  turn.words = []
  let position = 0
  for (const node of [...turn.element.childNodes]) {
    const text = node.textContent
    const hit = turn.hits.find(hit => hit.node === node)
    if (hit) addWord(turn, node, hit.start, hit.end, hit.box)
    else node.replaceWith(...parted(turn, text, position))
    position += text.length
  }
}

function parted (turn, text, position) {
  const pieces = []
  let done = 0
  for (const word of wordsIn(text)) {
    const element = make('span', 'sd-word', text.slice(word.start, word.end))
    pieces.push(text.slice(done, word.start), element)
    addWord(turn, element, position + word.start, position + word.end)
    done = word.end
  }
  return [...pieces, text.slice(done)]
}

function addWord (turn, element, start, end, box = null) {
  element.dataset.word = turn.words.length
  turn.words.push({ element, start, end, box })
}

// The words of a text, without the punctuation around them: { start, end, key }.
function wordsIn (text) {
  return [...text.matchAll(RUN)].flatMap(run => {
    if (segmenter && UNSPACED.test(run[0])) {
      return [...segmenter.segment(run[0])].filter(piece => piece.isWordLike).map(piece => asWord(piece.segment, run.index + piece.index))
    }
    const inner = run[0].match(INNER)
    return inner ? [asWord(inner[0], run.index + inner.index)] : [asWord(run[0], run.index)]
  })
}

// The key is the same for words that read alike, as far as the server's folding (base/folding.py) can be followed here.
function asWord (word, start) {
  const key = word.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '').replace(/[‘’ʼ`´]/g, "'").replace(/\p{Pd}/gu, '-').toLowerCase().replace(/'s?$/, '')
  return { start, end: start + word.length, key: key || word }
}

function overlapping (turn, span) {
  return [...turn.spans].filter(other => other.start < span.end && other.end > span.start)
}

function isHidden (turn, word) {
  return Boolean(word.box?.checked) || overlapping(turn, word).length > 0
}

function paint (turn) {
  for (const word of turn.words) {
    const hidden = isHidden(turn, word)
    word.element.classList.toggle('sd-redaction', hidden)
    if (word.box) word.element.classList.toggle('sd-redaction--kept', !hidden)
    if (word.element.getAttribute('role')) word.element.setAttribute('aria-selected', String(hidden))
  }
}

function paintHit (mark) {
  const isTicked = document.getElementById(`hide-${mark.dataset.hit}`).checked
  mark.classList.toggle('sd-redaction', isTicked)
  mark.classList.toggle('sd-redaction--kept', !isTicked)
}

function inCodePoints (turn, at) {
  return turn.start + [...turn.text.slice(0, at)].length
}

function make (name, classes, text = '') {
  const element = document.createElement(name)
  element.className = classes
  element.textContent = text
  return element
}

function inQuotes (text) {
  const letters = [...text]
  return `“${letters.length > 40 ? `${letters.slice(0, 38).join('')} …` : text}”`
}

function countOf (number, thing) {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}
