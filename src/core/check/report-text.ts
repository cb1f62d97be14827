import { t } from '../language/translate'
import type { CheckReport, CheckStep, CheckStepId } from './report'

export const stepNames: Readonly<Record<CheckStepId, string>> = {
  address: t('Address'),
  resolve: t('Host name'),
  tls: t('Secure connection'),
  discovery: t('Discovery document'),
  issuer: t('Issuer'),
  endpoints: t('Endpoints'),
  pkce: t('PKCE'),
  scopes: t('Scopes'),
  claims: t('Claims'),
  keys: t('Keys'),
  metadata: t('Metadata'),
  certificates: t('Certificates'),
  published: t('Published metadata'),
  service: t('SCIM server'),
  resources: t('Resource types'),
  secret: t('Secret token'),
  users: t('Search for users'),
  clock: t('Clock'),
}

export const statusWords: Readonly<Record<CheckStep['status'], string>> = {
  passed: t('Good'),
  warning: t('Warning'),
  failed: t('Wrong'),
  skipped: t('Not checked'),
}

/** Verdict and the names of all steps with problems. */
export function verdictText({ verdict, steps }: Pick<CheckReport, 'verdict' | 'steps'>): string {
  if (verdict === 'asks') return t('Waiting for an answer')
  if (steps.every(({ status }) => status === 'skipped')) return t('Nothing to check')
  const named = (status: CheckStep['status']) =>
    steps
      .filter((step) => step.status === status)
      .map(({ id }) => stepNames[id])
      .join(', ')
  if (verdict === 'bad') return t('Wrong: {steps}', { steps: named('failed') })
  if (verdict === 'good') return t('No problems found')
  return t('Warning: {steps}', { steps: named('warning') })
}

/** Report text for the identity provider's administrator; `of` is the label's kind. */
export function reportText(
  report: CheckReport,
  label: string,
  of: 'connection' | 'scim-client' = 'connection',
): string {
  const lines = report.steps.flatMap((step) => {
    const line = `- ${stepNames[step.id]}: ${statusWords[step.status]}. ${step.text}`
    const remedy =
      step.remedy === undefined ? [] : [`  ${t('What to do: {remedy}', { remedy: step.remedy })}`]
    const fix = step.fix ? [`  ${t('Value: {value}', { value: step.fix.value })}`] : []
    return [line, ...remedy, ...fix]
  })
  return [
    of === 'scim-client'
      ? t('Check of the SCIM client {client}', { client: label })
      : t('Connection check of {connection}', { connection: label }),
    `${report.at}: ${verdictText(report)}`,
    ...(report.address === '' ? [] : [report.address]),
    '',
    ...lines,
    '',
  ].join('\n')
}
