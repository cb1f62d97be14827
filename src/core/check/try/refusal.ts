import type { WorkingConnection } from '../../draft/working-copy'
import { t } from '../../language/translate'

/** Why a connection cannot be tried, in words; `undefined` where it can. */
export function whyNotTried(
  connection: Pick<WorkingConnection, 'protocol' | 'status' | 'server' | 'ambiguous'>,
): string | undefined {
  const { protocol, status, server, ambiguous } = connection
  if (protocol === 'saml') {
    return t(
      'Ory tries OIDC connections only; there is no test sign-in for SAML. Check reads the metadata instead.',
    )
  }
  if (!server || status === 'new') {
    return t(
      'This connection is only in the draft. A test sign-in uses what is at Ory, so publish it first.',
    )
  }
  if (ambiguous) {
    return t(
      'Another connection has the same ID, or this one has none, so Ory could try the wrong one.',
    )
  }
  if (server['state'] === 'disabled') {
    return t(
      'This connection is disabled, so nobody can sign in with it. Enable it and publish first.',
    )
  }
  return undefined
}

/** What is said where a test would not use what the form shows; `undefined` where it does. */
export function notPublishedNote({
  status,
  edited,
}: Pick<WorkingConnection, 'status' | 'edited'>): string | undefined {
  if (status === 'deleted')
    return t('The draft deletes this connection; until it is published, Ory still has it.')
  return edited.length > 0
    ? t(
        'The draft changes this connection. The test sign-in uses what is published, not the draft.',
      )
    : undefined
}
