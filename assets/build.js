// Compiles scss/ and js/ into the static folder of the ui app. Fails on any url() or font: pages load nothing else.
import { build } from 'esbuild'
import { copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const built = join(here, '..', 'src', 'saidanddone', 'ui', 'static', 'ui')
const notice = '/*! Includes parts of GOV.UK Frontend, MIT licence, Crown Copyright (Government Digital Service): see assets/README.md */\n'

mkdirSync(built, { recursive: true })

const { css } = compile(join(here, 'scss', 'said-and-done.scss'), {
  style: 'compressed',
  loadPaths: [join(here, 'node_modules')],
  quietDeps: true
})
for (const unwanted of ['url(', '@font-face', 'GDS Transport']) {
  if (css.includes(unwanted)) throw new Error(`The styles hold "${unwanted}", which no page may load.`)
}
// A byte order mark would end up between the notice and the first rule.
writeFileSync(join(built, 'said-and-done.css'), notice + css.replace(/^\uFEFF/, '') + '\n')

// coding.js is loaded by the page where transcripts are read, hide-words.js where words are hidden, the other by every page.
await build({
  entryPoints: ['said-and-done.js', 'coding.js', 'hide-words.js'].map(name => join(here, 'js', name)),
  outdir: built,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  legalComments: 'none',
  banner: { js: notice.trim() },
  logLevel: 'warning'
})

copyFileSync(join(here, 'icon.svg'), join(built, 'icon.svg'))

for (const name of ['said-and-done.css', 'said-and-done.js', 'coding.js', 'hide-words.js', 'icon.svg']) {
  console.log(`${name} ${(statSync(join(built, name)).size / 1024).toFixed(1)} kB`)
}
