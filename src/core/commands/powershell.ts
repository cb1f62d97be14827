import { tidy, type Pieces } from './pieces'
import { commentText, isPlainWord, keyVariable, movedMessage, type Shell } from './shell'

/**
 * A text as an expression. Beyond ASCII each UTF-16 unit is written as its number: PowerShell takes
 * typographic quotes for quotes, and its versions differ in how they read a script's bytes.
 */
function parts(text: string): string[] {
  const runs = text.match(/[\t\n\r -~]+|[^\t\n\r -~]/g) ?? []
  return runs.map((run) =>
    /^[\t\n\r -~]/.test(run)
      ? `'${run.replaceAll("'", "''")}'`
      : `[char]0x${run.charCodeAt(0).toString(16)}`,
  )
}

function sum(terms: readonly string[]): string {
  // The first term decides that `+` joins texts; two characters would be joined as text as well.
  const all = terms[0]?.startsWith("'") ? terms : ["''", ...terms]
  return all.length === 1 ? (all[0] ?? "''") : `(${all.join(' + ')})`
}

const quote = (text: string) => sum(parts(text))

function join(pieces: Pieces): string {
  const terms = tidy(pieces).flatMap((piece) => {
    if (typeof piece === 'string') return parts(piece)
    return piece.kind === 'secret'
      ? [`(ConvertTo-Json $env:${piece.variable})`]
      : [`$${piece.variable}`]
  })
  return sum(terms)
}

const comment = (text: string) => `# ${commentText(text)}`
const stopUnless = (condition: string) =>
  `if (-not (${condition})) { throw ${quote(movedMessage)} }`
const parsed = (answer: string) => `$${answer} = "$${answer}" | ConvertFrom-Json`
const services = (answer: string) => `(ConvertTo-Json $${answer}.services -Depth 100 -Compress)`

/** PowerShell 5.1 and later; needs curl, which Windows has. */
export const powershell: Shell = {
  name: 'PowerShell',
  quote,
  join,
  // Before 7.3, quotes inside an argument, a backslash at its end and empty ones get lost.
  carries: (text) => text !== '' && !text.includes('"') && !text.endsWith('\\'),

  script({ about, variables, settings, steps }) {
    const names = [keyVariable, ...variables.map(({ name }) => name)]
    const needsCurl = steps.some(({ lines }) => lines.some((line) => line.includes('& $curl ')))
    return [
      ...about.map(comment),
      comment('Set before, each with its plain value, as $env:NAME:'),
      comment(`  ${keyVariable}`),
      ...variables.map(({ name, about: what }) => comment(`  ${name}: ${what}`)),
      // As a block, a step that fails ends this and leaves the session as it was.
      '& {',
      `$ErrorActionPreference = 'Stop'`,
      '$console = [Console]::OutputEncoding',
      'try {',
      '$OutputEncoding = [Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false',
      // Windows PowerShell has another command by the name of curl.
      ...(needsCurl ? ['$curl = (Get-Command curl -CommandType Application)[0].Source'] : []),
      `foreach ($name in ${names.map(quote).join(', ')}) {`,
      `  if (-not (Test-Path "env:$name")) { throw "Set $name first" }`,
      '}',
      ...settings.map(({ name, value }) => `$env:${name} = ${quote(value)}`),
      ...steps.flatMap(({ title, lines }) => ['', comment(title), ...lines]),
      '',
      '} finally { [Console]::OutputEncoding = $console }',
      '}',
      '',
    ].join('\n')
  },

  curl({ method, url, body, answer }) {
    const verb = method === 'GET' ? '' : `-X ${method} `
    const call = [
      `& $curl -sS --fail-with-body ${verb}${join(url)} \``,
      `  -H "Authorization: Bearer $env:${keyVariable}"`,
    ]
    if (body) {
      call[0] = `$body | ${call[0]}`
      call[1] += ' `'
      call.push(`  -H 'Content-Type: application/json' --data-binary '@-'`)
    }
    const text = call.join('\n')
    const name = answer ?? 'answer'
    return [
      ...(body ? [`$body = ${join(body)}`] : []),
      `$${name} = ${text}`,
      `if ($LASTEXITCODE) { throw "$${name}" }`,
      answer === undefined ? `$${name}` : parsed(answer),
    ]
  },

  cli({ words, answer, file }) {
    const call = `ory ${words.map((word) => (isPlainWord(word) ? word : quote(word))).join(' ')}`
    const check = `if ($LASTEXITCODE) { throw 'The Ory CLI stopped' }`
    if (file) {
      return [
        `$body = ${join(file)}`,
        `$folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())`,
        `New-Item -ItemType Directory $folder | Out-Null`,
        'try {',
        `  [System.IO.File]::WriteAllText("$folder/patch.json", $body)`,
        `  ${call} "$folder/patch.json"`,
        `  ${check}`,
        '} finally { Remove-Item -Recurse -Force $folder }',
      ]
    }
    if (answer === undefined) return [call, check]
    return [`$${answer} = ${call}`, check, parsed(answer)]
  },

  takeMember: (variable, answer, path) => [
    `$${variable} = $${answer}.${path.join('.')}`,
    `if (-not $${variable}) { throw ${quote(`The answer has no ${path.join('.')}`)} }`,
  ],

  takeOrganization: (variable, answer, { label, fromEnd }) => [
    `$same = @($${answer}.project.organizations | Where-Object { $_.label -ceq ${quote(label)} })`,
    `$${variable} = $same[-${fromEnd}].id`,
    `if (-not $${variable}) { throw 'The answer has no id of the new organization' }`,
  ],

  keepServices: (answer) => [`$services = ${services(answer)}`],

  checkServices: (answer) => [stopUnless(`${services(answer)} -ceq $services`)],

  checkRevision: (answer, revisionId) => [
    stopUnless(`$${answer}.revision_id -ceq ${quote(revisionId)}`),
  ],
}
