import { commentText } from './plain-text'
import { beginning, end, runOryFunction, sendFunction } from './powershell-parts'
import { joinTexts, quoteText } from './powershell-words'
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

const quote = quoteText
const comment = (text: string) => `# ${commentText(text)}`
const word = (text: string) => (isPlainWord(text) ? text : quote(text))
const member = (path: AnswerPath) => `(Get-Id $answer.${path.join('.')})`
const stopUnless = (condition: string, message: string) =>
  `if (-not ${condition}) { throw ${quote(message)} }`
// `-ceq` ignores characters without width.
const equal = (left: string, right: string) => `[string]::Equals(${left}, ${right})`
const services = `(ConvertTo-Json $answer.services -Depth 100 -Compress)`

const refuseFileUrl = ({ name }: Variable) =>
  `if ($env:${name} -like 'file:*') { throw ${quote(fileUrlMessage(name))} }`

/** PowerShell 5.1 and later; needs curl, which Windows has, or the CLI. */
export const powershell: Shell = {
  name: 'PowerShell',
  quote,
  join: joinTexts,
  // Before 7.3, quotes inside an argument, a backslash at its end and empty arguments get lost.
  carries: (text) => text !== '' && !text.includes('"') && !text.endsWith('\\'),

  script({ about, variables, cli, curlBy, steps }) {
    const names = [keyVariable, ...variables.map(({ name }) => name)]
    return [
      ...about.map(comment),
      '# Set these first, each with its plain value, as $env:NAME:',
      `#   ${keyVariable}`,
      ...variables.map(({ name, about: what }) => `#   ${name}: ${commentText(what)}`),
      // Inside a block, a failed step ends the block and leaves the session unchanged.
      '& {',
      `$ErrorActionPreference = 'Stop'`,
      '$console = [Console]::OutputEncoding',
      '$place = Get-Location',
      '$before = @{}',
      '$folder = $null',
      '$step = 0',
      'try {',
      '$OutputEncoding = [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false',
      `foreach ($name in ${names.map(quote).join(', ')}) {`,
      `  if (-not (Test-Path "env:$name")) { throw "Set $name first" }`,
      '}',
      beginning,
      ...(curlBy === undefined ? [] : [sendFunction(curlBy)]),
      ...(cli === undefined ? [] : [runOryFunction(quote(cli.console))]),
      ...(cli?.secrets ?? []).map(refuseFileUrl),
      ...steps.flatMap(({ title, lines, writes }, index) => [
        '',
        comment(title),
        `$step = ${index + 1}; $doubt = ${quote(writes ? doubtMessage : '')}`,
        ...lines,
      ]),
      '',
      end(steps.length),
      '}',
      '',
    ].join('\n')
  },

  curl({ method, url, body }) {
    const call = `$answer = Send-Request ${method} ${joinTexts(url)}`
    return body ? [`$body = ${joinTexts(body)}`, `${call} $body`] : [call]
  },

  cli({ words, file, answers }) {
    const call = `ory ${words.map(word).join(' ')}`
    const check = `if ($LASTEXITCODE) { Stop-With 'The Ory CLI failed:' $text }`
    return [
      ...(file ? [`$body = ${joinTexts(file)}`, `Save-File 'patch.json' $body`] : []),
      file ? `$text = ${call} patch.json` : `$text = ${call}`,
      check,
      ...(answers ? ['$answer = Read-Json $text'] : []),
    ]
  },

  takeId: (variable, path) => [`$${variable} = ${member(path)}`],

  checkId: (path, id) => [stopUnless(`(${equal(member(path), quote(id))})`, otherMessage)],

  takeOrganization: (variable, { label, fromEnd }) => [
    `$same = @($answer.project.organizations | Where-Object { ${equal('$_.label', quote(label))} })`,
    `$${variable} = Get-Id ($same[-${fromEnd}].id)`,
  ],

  keepServices: () => [`$services = ${services}`],

  checkServices: () => [stopUnless(`(${equal(services, '$services')})`, movedMessage)],

  checkRevision: (revisionId) => [
    stopUnless(`(${equal(member(['revision_id']), quote(revisionId))})`, movedMessage),
  ],
}
