import { relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ProjectProblem } from '../core/problems/problem'
import { ruleOf } from '../core/problems/rules'
import { leavesFolder } from './files'
import { plainLines } from './plain-text'

const levels = { error: 'error', warning: 'warning', info: 'note' } as const

/** A message that has no links: SARIF reads `[text](address)` as one, also in what others wrote. */
const messageOf = (text: string) => plainLines(text).replace(/\[([^[\]]*)\](?=\()/g, '\\[$1\\]')

/** A path as a URI: relative to where the command ran, as code hosts need it, or absolute for a file elsewhere. */
function uriOf(path: string): string {
  const own = relative('', path)
  return leavesFolder(own)
    ? pathToFileURL(path).href
    : own.split(sep).map(encodeURIComponent).join('/')
}

/**
 * Problems as SARIF 2.1.0, which code hosts show beside a change
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Each names the file alone: what it is about is in
 * its message.
 *
 * @param problems of set-ups that their files name
 */
export function sarifOf(problems: readonly ProjectProblem[]): unknown {
  const rules = [...new Set(problems.map(({ rule }) => rule))]
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sso-workbench',
            rules: rules.map((id) => ({ id, fullDescription: { text: ruleOf(id).why } })),
          },
        },
        results: problems.map(({ id, rule, severity, projectId, name, message }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: levels[severity],
          message: { text: messageOf(name === '' ? message : `${name}: ${message}`) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(projectId) },
                region: { startLine: 1 },
              },
            },
          ],
          partialFingerprints: { 'sso-workbench/v1': id },
        })),
      },
    ],
  }
}
