import type { CheckReport, CheckStep, CheckStepId } from './report'
import { counted } from '../model/counted'

/** Names of the steps as shown to people. */
export const stepNames: Readonly<Record<CheckStepId, string>> = {
  address: 'Address',
  resolve: 'Name',
  tls: 'Secure connection',
  discovery: 'Discovery document',
  issuer: 'Issuer',
  endpoints: 'Endpoints',
  pkce: 'PKCE',
  scopes: 'Scopes',
  claims: 'Claims',
  keys: 'Keys',
  metadata: 'Metadata',
  certificates: 'Certificates',
  clock: 'Clock',
}

export const statusWords: Readonly<Record<CheckStep['status'], string>> = {
  passed: 'Good',
  warning: 'Warning',
  failed: 'Wrong',
  skipped: 'Not checked',
}

/** The verdict of a report in a few words. */
export function verdictText({ verdict, steps }: Pick<CheckReport, 'verdict' | 'steps'>): string {
  if (verdict === 'asks') return 'Waiting for an answer'
  if (steps.every(({ status }) => status === 'skipped')) return 'Nothing to check'
  const count = (status: CheckStep['status']) =>
    steps.filter((step) => step.status === status).length
  if (verdict === 'bad') {
    const wrong = count('failed')
    return counted(wrong, 'problem', 'problems')
  }
  if (verdict === 'good') return 'No problems found'
  const warnings = count('warning')
  return counted(warnings, 'warning', 'warnings')
}

/** A report as text, to be sent to the administrator of the identity provider. */
export function reportText(report: CheckReport, label: string): string {
  const lines = report.steps.flatMap((step) => {
    const line = `- ${stepNames[step.id]}: ${statusWords[step.status]}. ${step.text}`
    const remedy = step.remedy === undefined ? [] : [`  What to do: ${step.remedy}`]
    const fix = step.fix ? [`  Value: ${step.fix.value}`] : []
    return [line, ...remedy, ...fix]
  })
  return [
    `Connection check of ${label}`,
    `${report.at}: ${verdictText(report)}`,
    ...(report.address === '' ? [] : [report.address]),
    '',
    ...lines,
    '',
  ].join('\n')
}
