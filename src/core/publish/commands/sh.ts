import { commentText, jsonText, type Pieces, tidy } from './pieces'
import {
  type AnswerPath,
  type CliCall,
  type CurlProtocol,
  type CurlRequest,
  doubtMessage,
  fileUrlMessage,
  foreignVariables,
  isPlainWord,
  keyVariable,
  movedMessage,
  otherMessage,
  type ScriptParts,
  type Variable,
} from './shell'

// The fixed parts of a script for sh. They contain no exclamation mark except that of `$!` at the end
// of a line: bash and zsh would expand it to an earlier command when pasted. They avoid names such as
// `status` and `path`, which zsh reserves.

/**
 * The start of every script: a private folder for secrets, and its removal. dash runs no EXIT trap
 * on a signal, and every shell waits for a program in the foreground before it handles one.
 */
const beginning = (steps: number) => `
: 'Secrets are in files of a folder that only you can read, and are deleted with it at the end.'
umask 077
step=0 doubt='' child='' folder=''
finish() {
  code=$?
  trap '' HUP INT QUIT PIPE TERM
  if [ -n "$child" ]; then kill "$child" 2>/dev/null || :; wait "$child" 2>/dev/null || :; fi
  if [ -n "$folder" ]; then cd /; rm -rf "$folder"; fi
  if [ "$code" -ne 0 ] && [ "$step" -eq 0 ]; then
    echo 'Stopped before the first step: nothing was sent.' >&2
  elif [ "$code" -ne 0 ]; then
    echo "Stopped at step $step of ${steps}. Steps done: $((step - 1)).$doubt" >&2
  fi
  exit "$code"
}
if [ -n "\${ZSH_VERSION-}" ]; then setopt posix_traps; fi
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 131' QUIT
trap 'exit 141' PIPE
trap 'exit 143' TERM
folder=$(mktemp -d)
CDPATH='' cd "$folder"
folder=$(pwd)

stop() { printf '%s\\n' "$1" | tr -cd '\\n -~' >&2; exit 1; }
refuse() { tr -cd '\\n -~' < answer | head -c 2000 >&2; echo >&2; stop "$1"; }
: 'jq 1.6 is content with an empty text, so it is asked how many documents there are.'
check_json() {
  jq -es 'length == 1 and (.[0] | type == "object")' answer > /dev/null 2>&1 ||
    refuse 'The answer is not one whole JSON document.'
}
id_of() {
  id=$(jq -r "$1"' | strings | select(test("^[A-Za-z0-9._-]+$"))' answer) || id=''
  [ -n "$id" ] || stop 'The answer has no id where one belongs.'
  printf '%s' "$id"
}
json() { printf '%s' "$1" | jq -aRs .; }`

/**
 * Sends a request with curl, which reads the key and the body from files no other user can read, and neither settings
 * of the user nor another protocol.
 */
const sendFunction = (
  protocol: CurlProtocol,
) => `printf 'Authorization: Bearer %s\\n' "$${keyVariable}" > headers
send() {
  method=$1 url=$2
  if [ $# -gt 2 ]; then
    printf '%s' "$3" > body
    set -- -H 'Content-Type: application/json' --data-binary @body
  else
    set --
  fi
  : > answer
  curl -q --proto '=${protocol}' -gsS -X "$method" "$url" -H @headers "$@" -o answer \\
    -w '%{http_code} %{content_type}\\n' < /dev/null > result &
  child=$!
  wait "$child" || stop 'curl got no whole answer.'
  child=''
  read -r code type < result
  case $code in
    204) if [ "$method" = DELETE ]; then return; fi ;;
    2??) ;;
    *) refuse "The answer is HTTP $code." ;;
  esac
  case $type in
    application/json*) check_json ;;
    *) refuse "The answer is HTTP $code with \${type:-nothing}, not JSON." ;;
  esac
}`

/** Calls the Ory CLI with the script's settings and without the user's own. */
const runOryFunction = (quotedConsole: string) => `unset ${foreignVariables.join(' ')}
export ORY_CONSOLE_URL=${quotedConsole} ORY_CONFIG_PATH="$folder/ory.json"
run_ory() {
  : > answer
  ory "$@" < /dev/null > answer &
  child=$!
  wait "$child" || refuse 'The Ory CLI failed.'
  child=''
}`

/**
 * The longest text between quotes. A terminal without line editing cuts a pasted line (at 1,024
 * characters on macOS), and the shell would run the rest as commands.
 */
const longestRun = 240

/** Tokens in single quotes, where nothing is special, broken over lines where they are many. */
function quoted(tokens: Iterable<string>): string {
  let result = "'"
  let run = 0
  for (const token of tokens) {
    if (run + token.length > longestRun) {
      result += "'\\\n'"
      run = 0
    }
    result += token
    run = token.endsWith('\n') ? 0 : run + token.length
  }
  return `${result}'`
}

const literal = (character: string) => (character === "'" ? String.raw`'\''` : character)

/** A character for `printf %b`. */
function escaped(character: string): string {
  if (/^[ -~]$/.test(character) && !/['!\\]/.test(character)) return character
  const bytes = encodeURIComponent(character.replace(/[\ud800-\udfff]/gu, '\ufffd'))
  const octal = (byte: number) => `\\0${byte.toString(8).padStart(3, '0')}`
  if (!bytes.startsWith('%')) return octal(character.charCodeAt(0))
  return bytes
    .split('%')
    .slice(1)
    .map((byte) => octal(Number.parseInt(byte, 16)))
    .join('')
}

/** Any text as one word of a POSIX shell, in printable ASCII; only NUL is not possible. */
export function quoteWord(text: string): string {
  if (/^[ -~]*$/.test(text) && !text.includes('!')) return quoted(Array.from(text, literal))
  // Command substitution drops trailing line breaks.
  const [, start = '', breaks = ''] = /^(.*?)(\n*)$/s.exec(text) ?? []
  const rest = breaks === '' ? '' : `'${breaks}'`
  return start === '' ? rest : `"$(printf %b ${quoted(Array.from(start, escaped))})"${rest}`
}

/** Pieces as one word; line breaks inside a text are kept. */
export function joinPieces(pieces: Pieces): string {
  const words = tidy(pieces).map((piece) => {
    if (typeof piece !== 'string') {
      return piece.kind === 'secret' ? `"$json_${piece.variable}"` : `"$${piece.variable}"`
    }
    return /^[\n -~]*$/.test(piece) ? quoted(Array.from(piece, literal)) : quoteWord(piece)
  })
  return words.join('') || "''"
}

const quote = quoteWord
const stop = (message: string) => `stop ${quote(message)}`
/** When a script is pasted, zsh runs `#` comments as commands; an ignored argument of `:` is safe. */
const comment = (text: string) => `: '${commentText(text)}'`
/** A position such as `[0]` would be a pattern of file names to the shell. */
function filter(path: AnswerPath): string {
  const found = `.${path.join('.')}`
  return found.includes('[') ? quote(found) : found
}
const word = (text: string) => (isPlainWord(text) ? text : quote(text))
const services = `$(jq -cS '.services | objects' answer)`

const publishFunction = 'sso_workbench_publish'
const refuseFileUrl = ({ name }: Variable) =>
  `case $${name} in [Ff][Ii][Ll][Ee]:*) ${stop(fileUrlMessage(name))} ;; esac`

/**
 * The commands in POSIX sh, for dash, bash and zsh; they need curl or the CLI, and jq. Text from a person or
 * a server is never run as a command: it is escaped in single quotes, or in a comment without line breaks,
 * and the whole script is printable ASCII. Each answer replaces the one before.
 */
export const sh = {
  script({ about, variables, cli, curlBy, steps }: ScriptParts): string {
    const names = [keyVariable, ...variables.map(({ name }) => name)]
    return [
      ...about.map(comment),
      comment('Set and export these first, each with its plain value:'),
      `: '  ${keyVariable}'`,
      ...variables.map(({ name, about: what }) => `: '  ${name}: ${commentText(what)}'`),
      // When pasted, a failed step must not close the terminal, so it runs in a subshell. Run as a script,
      // there is no subshell, so that a signal reaches the process that handles it.
      `${publishFunction}() {`,
      'set -eu +C',
      'export LC_ALL=C',
      `: ${names.map((name) => `"\${${name}:?}"`).join(' ')}`,
      beginning(steps.length),
      ...(curlBy === undefined ? [] : [sendFunction(curlBy)]),
      ...(cli === undefined ? [] : [runOryFunction(quote(cli.console))]),
      ...(cli?.secrets ?? []).map(refuseFileUrl),
      ...variables.map(({ name }) => `json_${name}=$(json "$${name}")`),
      ...steps.flatMap(({ about: title, lines, writes }, index) => [
        '',
        ...title.map(comment),
        `step=${index + 1} doubt=${writes ? quote(doubtMessage) : "''"}`,
        ...lines,
      ]),
      '',
      `echo ${quote(`Done: all ${steps.length} steps.`)}`,
      '}',
      `case $- in *i*) (${publishFunction}) ;; *) ${publishFunction} ;; esac`,
      '',
    ].join('\n')
  },

  /** Sends a request; stops unless status, content type and text of the answer are as expected. */
  curl({ method, url, body }: CurlRequest): string[] {
    const call = `send ${method} ${joinPieces(url)}`
    return body ? [`body=${joinPieces(body)}`, `${call} "$body"`] : [call]
  },

  cli({ words, file, answers }: CliCall): string[] {
    const call = `run_ory ${words.map(word).join(' ')}`
    return [
      ...(file
        ? [`body=${joinPieces(file)}`, `printf '%s' "$body" > patch.json`, `${call} patch.json`]
        : [call]),
      ...(answers ? ['check_json'] : []),
    ]
  },

  /** Stores an id from the answer; stops if there is none. */
  takeId: (variable: string, path: AnswerPath): string[] => [
    `${variable}=$(id_of ${filter(path)})`,
  ],

  /** Stops unless the answer has this id. */
  checkId: (path: AnswerPath, id: string): string[] => [
    `[ "$(id_of ${filter(path)})" = ${quote(id)} ] || ${stop(otherMessage)}`,
  ],

  /**
   * Stores the id of an organization from an answer with a project: among those with this label, the
   * `fromEnd`th (from 1) counted from the end. Stops if there is none.
   */
  takeOrganization(variable: string, label: string, fromEnd: number): string[] {
    const found = `[.project.organizations[] | select(.label == ${jsonText(label)})]`
    return [`${variable}=$(id_of ${quote(`${found}[-${fromEnd}].id`)})`]
  },

  /** Stores the services of the project just read, to compare them later. */
  keepServices: (): string[] => [
    `services=${services}`,
    `[ -n "$services" ] || ${stop(otherMessage)}`,
  ],

  /** Stops unless the services of the project just read equal the stored ones. */
  checkServices: (): string[] => [`[ "${services}" = "$services" ] || ${stop(movedMessage)}`],

  /** Stops unless the project just read is at this revision. */
  checkRevision: (revisionId: string): string[] => [
    `[ "$(id_of .revision_id)" = ${quote(revisionId)} ] || ${stop(movedMessage)}`,
  ],
}
