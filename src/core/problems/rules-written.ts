import { t } from '../language/translate'
import { rule } from './rule'

// What a draft or a file writes is judged field by field, in connection-rules, organization-rules and
// method-rules beside this file: what the server has, it has accepted.

/** Ory answers the request with an error, and nothing of it is written. */
export const valueRefused = rule({
  id: 'value-refused',
  title: t('Value that Ory refuses'),
  badge: t('Value refused'),
  why: t('Ory refuses the whole request because of it.'),
  remedy: t('Correct the field.'),
})

/** Ory takes the value. */
export const valueDoubtful = rule({
  id: 'value-doubtful',
  title: t('Doubtful value'),
  badge: t('Doubtful value'),
  why: t('Ory takes the value, and sign-ins may fail or be unsafe because of it.'),
  remedy: t('Compare it with what the identity provider documents.'),
})

/** Ory finds the accounts of people by the connection's ID. */
export const accountsLost = rule({
  id: 'accounts-lost',
  title: t('Accounts under another ID'),
  badge: t('Accounts lost'),
  why: t('Ory knows people by the ID of the connection through which they signed in first.'),
  remedy: t('Keep the connection with its ID, and edit it instead.'),
})
