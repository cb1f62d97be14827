import { success, type Result } from '../../errors/result'
import { t } from '../../language/translate'
import { findJson } from '../../model/find-json'
import { isJsonArray, isJsonObject, type JsonObject } from '../../model/json'
import { refused, type ClaimsChoice, type OwnClaims } from './form'
import { readJsonText } from './json-form'

/** So many users of a list can be chosen from. */
const most = 50

/**
 * A pasted user of SCIM: what a SCIM client sends, what Ory answers, or a list of users. A password is left out.
 *
 * @returns a failure with a message where nothing was recognized, which holds nothing of what was pasted
 */
export function readOwnUser(pasted: string): Result<OwnClaims> {
  const text = pasted.replace(/^\uFEFF/, '')
  const isBare = /^\s*[{[]/.test(text)
  const found = isBare ? undefined : findJson(text)
  if (!isBare && !found) {
    return refused(t('This is no SCIM user. Paste the JSON that a SCIM client sends to /Users.'))
  }
  const read = found ? success(found.object) : objectOf(text)
  if (!read.ok) return read
  const json = read.value
  if (isJsonArray(json['Operations'])) {
    return refused(
      t(
        'This is a change of a user (PATCH). A mapper gets the whole user after it: paste that one.',
      ),
    )
  }
  const resources = json['Resources']
  const users = isJsonArray(resources) ? resources.filter(isJsonObject).slice(0, most) : [json]
  const named = users.filter((user) => typeof user['userName'] === 'string')
  if (named.length === 0) {
    return refused(t('There is no userName in it, which every SCIM user has.'))
  }
  const hasPassword = named.some((user) => user['password'] !== undefined)
  return success({
    form: 'scim',
    choices: named.map(choiceOf),
    notes: hasPassword ? [t('Its password was left out.')] : [],
  })
}

function objectOf(text: string): Result<JsonObject> {
  const read = readJsonText(text)
  if (!read.ok) return read
  const [choice] = read.value.choices
  return choice ? success(choice.payload) : refused(t('The JSON object has no members.'))
}

function choiceOf({ password: _secret, ...user }: JsonObject, at: number): ClaimsChoice {
  return { name: t('User {n}', { n: at + 1 }), mode: 'provider', payload: user }
}
