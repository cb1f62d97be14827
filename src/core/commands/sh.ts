import { tidy, type Pieces } from './pieces'
import { commentText, isPlainWord, keyVariable, movedMessage, type Shell } from './shell'

/** Inside single quotes a POSIX shell reads nothing but the end of them. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function join(pieces: Pieces): string {
  const words = tidy(pieces).map((piece) => {
    if (typeof piece === 'string') return quote(piece)
    return piece.kind === 'secret' ? `"$(json "$${piece.variable}")"` : `"$${piece.variable}"`
  })
  return words.join('') || "''"
}

const stop = (message: string) => `{ echo ${quote(message)} >&2; exit 1; }`
const said = (answer: string) => `{ printf '%s\\n' "$${answer}" >&2; exit 1; }`
const member = (answer: string, filter: string, options = '-er') =>
  `$(printf '%s' "$${answer}" | jq ${options} ${filter})`

// A secret may hold quotes, backslashes and line breaks, such as a private key.
const jsonFunction = String.raw`json() {
  printf '%s\n' "$1" | LC_ALL=C sed 's/[\\"]/\\&/g' | LC_ALL=C awk '
    BEGIN { ORS = ""; print "\"" }
    NR > 1 { print "\\n" }
    { gsub(/\t/, "\\t"); gsub(/\r/, "\\r"); print }
    END { print "\"" }'
}`

const comment = (text: string) => `# ${commentText(text)}`

/** POSIX sh, for dash, bash and zsh; needs curl, and jq where an answer is read. */
export const sh: Shell = {
  name: 'sh',
  answerReader: 'jq',
  quote,
  join,
  carries: () => true,

  script({ about, variables, settings, steps }) {
    const names = [keyVariable, ...variables.map(({ name }) => name)]
    const needsFolder = steps.some(({ lines }) => lines.some((line) => line.includes('"$folder/')))
    return [
      // Where it is pasted, zsh would take comments for commands.
      'if [ -n "${ZSH_VERSION-}" ]; then setopt interactive_comments; fi',
      ...about.map(comment),
      comment('Set and export before, each with its plain value:'),
      comment(`  ${keyVariable}`),
      ...variables.map(({ name, about: what }) => comment(`  ${name}: ${what}`)),
      // In parentheses, a step that fails ends this and not the terminal it was pasted into.
      '(',
      'set -eu',
      `: ${names.map((name) => `"\${${name}:?}"`).join(' ')}`,
      ...settings.map(({ name, value }) => `export ${name}=${quote(value)}`),
      ...(variables.length > 0 ? [jsonFunction] : []),
      ...(needsFolder ? ['folder=$(mktemp -d)', `trap 'rm -rf "$folder"' EXIT`] : []),
      ...steps.flatMap(({ title, lines }) => ['', comment(title), ...lines]),
      ')',
      '',
    ].join('\n')
  },

  curl({ method, url, body, answer }) {
    const verb = method === 'GET' ? '' : `-X ${method} `
    const call = [
      `curl -sS --fail-with-body ${verb}${join(url)} \\`,
      `  -H "Authorization: Bearer $${keyVariable}"`,
    ]
    if (body) {
      call[0] = `printf '%s' "$body" | ${call[0]}`
      call[1] += ` \\`
      call.push(`  -H 'Content-Type: application/json' --data-binary @-`)
    }
    const text = call.join('\n')
    return [
      ...(body ? [`body=${join(body)}`] : []),
      ...(answer === undefined ? [text] : [`${answer}=$(${text}) || ${said(answer)}`]),
    ]
  },

  cli({ words, answer, file }) {
    const path = file ? ' "$folder/patch.json"' : ''
    const text = `ory ${words.map((word) => (isPlainWord(word) ? word : quote(word))).join(' ')}${path}`
    return [
      ...(file ? [`body=${join(file)}`, `printf '%s' "$body" > "$folder/patch.json"`] : []),
      answer === undefined ? text : `${answer}=$(${text})`,
    ]
  },

  takeMember: (variable, answer, path) => [
    `${variable}=${member(answer, quote(`.${path.join('.')}`))}`,
  ],

  takeOrganization(variable, answer, { label, fromEnd }) {
    const filter = quote(`[.project.organizations[] | select(.label == $name)][-${fromEnd}].id`)
    return [`${variable}=${member(answer, filter, `-er --arg name ${quote(label)}`)}`]
  },

  keepServices: (answer) => [`services=${member(answer, '.services', '-cS')}`],

  checkServices: (answer) => [
    `[ "${member(answer, '.services', '-cS')}" = "$services" ] || ${stop(movedMessage)}`,
  ],

  checkRevision: (answer, revisionId) => [
    `[ "${member(answer, '.revision_id')}" = ${quote(revisionId)} ] || ${stop(movedMessage)}`,
  ],
}
