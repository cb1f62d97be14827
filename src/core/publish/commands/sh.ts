import { commentText, jsonText } from './plain-text'
import { joinPieces, quoteWord } from './sh-words'
import { beginning, runOryFunction, sendFunction } from './sh-parts'
import {
  doubtMessage,
  fileUrlMessage,
  isPlainWord,
  keyVariable,
  movedMessage,
  otherMessage,
  type AnswerPath,
  type CliCall,
  type CurlRequest,
  type ScriptParts,
  type Variable,
} from './shell'

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
