import { foreignVariables, keyVariable, type CurlProtocol } from './shell'

// The fixed parts of a script for PowerShell 5.1 and later.

/**
 * The start of every script: a private folder for secrets. On Windows the folder for temporary
 * files belongs to the user; elsewhere everybody writes there, and a new file is readable by all.
 */
export const beginning = `# Secrets are in files of a folder that only you can read, and are deleted with it at the end.
$unix = $env:OS -ne 'Windows_NT'
if ($unix) { $folder = & mktemp -d }
else {
  $folder = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid())
  New-Item -ItemType Directory $folder | Out-Null
}
if (-not $folder) { throw 'There is no folder for temporary files' }
Set-Location -LiteralPath $folder
function Save-File($name, $text) {
  $file = Join-Path $folder $name
  [System.IO.File]::WriteAllText($file, '')
  if ($unix) {
    & chmod 600 $file
    if ($LASTEXITCODE) { throw "$file cannot be kept from others" }
  }
  [System.IO.File]::WriteAllText($file, $text)
}
function Stop-With($words, $text) {
  $said = "$words $text" -replace '[^ -~]', ' '
  throw $said.Substring(0, [Math]::Min(2000, $said.Length))
}
function Read-Json($text) {
  try { $read = "$text" | ConvertFrom-Json } catch { $read = $null }
  if ($read -isnot [System.Management.Automation.PSCustomObject]) {
    Stop-With 'The answer is not one whole JSON document:' $text
  }
  $read
}
function Get-Id($id) {
  if ($id -isnot [string] -or $id -notmatch '\\A[A-Za-z0-9._-]+\\z') { throw 'The answer has no id where one belongs' }
  $id
}`

/**
 * Sends a request with curl, which reads the key and the body from files no other user can read, and neither settings
 * of the user nor another protocol.
 */
export const sendFunction = (
  protocol: CurlProtocol,
) => `# Windows PowerShell has another command by the name of curl.
$curl = (Get-Command curl -CommandType Application)[0].Source
Save-File 'headers' "Authorization: Bearer $env:${keyVariable}"
function Send-Request($method, $url, $body) {
  $more = @()
  if ($null -ne $body) {
    Save-File 'body' $body
    $more = '-H', 'Content-Type: application/json', '--data-binary', '@body'
  }
  Save-File 'answer' ''
  $result = & $curl -q --proto '=${protocol}' -gsS -X $method $url -H '@headers' $more -o answer -w '%{http_code} %{content_type}'
  if ($LASTEXITCODE) { throw 'curl got no whole answer' }
  $code, $type = "$result" -split ' ', 2
  $text = [System.IO.File]::ReadAllText((Join-Path $folder 'answer'))
  if ($code -eq '204' -and $method -eq 'DELETE') { return }
  if ($code -notmatch '\\A2\\d\\d\\z') { Stop-With "The answer is HTTP \${code}:" $text }
  if ($type -notlike 'application/json*') { Stop-With "The answer is HTTP $code with $type, not JSON:" $text }
  Read-Json $text
}`

/** Sets the variables of the Ory CLI, and saves their present values. */
export const runOryFunction = (quotedConsole: string) => `foreach ($name in ${[
  ...foreignVariables,
  'ORY_CONSOLE_URL',
  'ORY_CONFIG_PATH',
]
  .map((name) => `'${name}'`)
  .join(', ')}) {
  $before[$name] = [System.Environment]::GetEnvironmentVariable($name)
  Remove-Item "env:$name" -ErrorAction SilentlyContinue
}
$env:ORY_CONSOLE_URL = ${quotedConsole}
$env:ORY_CONFIG_PATH = Join-Path $folder 'ory.json'`

/** The end: restores the session's variables and deletes the folder. */
export const end = (steps: number) => `Write-Output 'Done: all ${steps} steps.'
} catch {
  if ($step) { Write-Warning "Stopped at step $step of ${steps}. Steps done: $($step - 1).$doubt" }
  else { Write-Warning 'Stopped before the first step: nothing was sent.' }
  throw
} finally {
  foreach ($name in $before.Keys) {
    if ($null -ne $before[$name]) { Set-Item "env:$name" $before[$name] }
    else { Remove-Item "env:$name" -ErrorAction SilentlyContinue }
  }
  [Console]::OutputEncoding = $console
  Set-Location -LiteralPath $place
  if ($folder) { Remove-Item -LiteralPath $folder -Recurse -Force }
}`
