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
  type Shell,
  type Variable,
} from './shell'

const quote = quoteWord
const stop = (message: string) => `stop ${quote(message)}`
/** When a script is pasted, zsh runs `#` comments as commands; an ignored argument of `:` is safe. */
const comment = (text: string) => `: '${commentText(text)}'`
const filter = (path: AnswerPath) => `.${path.join('.')}`
const word = (text: string) => (isPlainWord(text) ? text : quote(text))
const services = `$(jq -cS '.services | objects' answer)`

const publishFunction = 'sso_workbench_publish'
const refuseFileUrl = ({ name }: Variable) =>
  `case $${name} in [Ff][Ii][Ll][Ee]:*) ${stop(fileUrlMessage(name))} ;; esac`

/** POSIX sh, for dash, bash and zsh; needs curl or the CLI, and jq. */
export const sh: Shell = {
  name: 'sh',
  answerReader: 'jq',
  quote,
  join: joinPieces,
  carries: () => true,

  script({ about, variables, cli, curlBy, steps }) {
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
      ...steps.flatMap(({ title, lines, writes }, index) => [
        '',
        comment(title),
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

  curl({ method, url, body }) {
    const call = `send ${method} ${joinPieces(url)}`
    return body ? [`body=${joinPieces(body)}`, `${call} "$body"`] : [call]
  },

  cli({ words, file, answers }) {
    const call = `run_ory ${words.map(word).join(' ')}`
    return [
      ...(file
        ? [`body=${joinPieces(file)}`, `printf '%s' "$body" > patch.json`, `${call} patch.json`]
        : [call]),
      ...(answers ? ['check_json'] : []),
    ]
  },

  takeId: (variable, path) => [`${variable}=$(id_of ${filter(path)})`],

  checkId: (path, id) => [`[ "$(id_of ${filter(path)})" = ${quote(id)} ] || ${stop(otherMessage)}`],

  takeOrganization(variable, { label, fromEnd }) {
    const found = `[.project.organizations[] | select(.label == ${jsonText(label)})]`
    return [`${variable}=$(id_of ${quote(`${found}[-${fromEnd}].id`)})`]
  },

  keepServices: () => [`services=${services}`, `[ -n "$services" ] || ${stop(otherMessage)}`],

  checkServices: () => [`[ "${services}" = "$services" ] || ${stop(movedMessage)}`],

  checkRevision: (revisionId) => [
    `[ "$(id_of .revision_id)" = ${quote(revisionId)} ] || ${stop(movedMessage)}`,
  ],
}
