import { t } from '../language/translate'
import type { SetUp, SetUpConnection } from '../model/set-up'
import { accountOf, factsOfSetUp, organizationKeyOf } from '../sign-in-ways/facts'
import { offersOf, type Offers } from '../sign-in-ways/offers'
import { usableIn } from '../sign-in-ways/sign-in-ways'
import type { ImpactLine } from './line'
import { connectionName } from './way-words'

/** Buttons for people without an organization. */
function socialOffers(setUp: SetUp): Offers {
  const facts = factsOfSetUp(setUp)
  return offersOf(facts)(facts.connectionsOf('').filter(({ protocol }) => protocol === 'oidc'))
}

function goneWords(connection: SetUpConnection, after: SetUp, isOffered: boolean): string {
  const name = connectionName(connection)
  const now = after.connections.find(({ key }) => key === connection.key)
  if (isOffered) {
    return t('The button of {connection} stays on everybody’s sign-in page and leads nowhere.', {
      connection: name,
    })
  }
  return now && organizationKeyOf(now) !== ''
    ? t(
        'The button of {connection} disappears from everybody’s sign-in page: only its ' +
          'organization is offered it.',
        { connection: name },
      )
    : t('The button of {connection} disappears from everybody’s sign-in page.', {
        connection: name,
      })
}

/**
 * Buttons that appear or disappear for people without an organization, with the accounts lost by a deletion or new
 * ID.
 */
export function buttonLines(before: SetUp, after: SetUp): ImpactLine[] {
  const [was, is] = [socialOffers(before), socialOffers(after)]
  const [wasUsable, isUsable] = [usableIn(was), usableIn(is)]
  const there = new Set(after.connections.map(accountOf))
  const same = (list: Offers['offered'], { connection }: Offers['offered'][number]) =>
    list.some(({ connection: other }) => other.key === connection.key)
  const gone = wasUsable.flatMap((item): ImpactLine[] => {
    const { connection } = item
    if (same(isUsable, item) || !there.has(accountOf(connection))) return []
    return [
      {
        id: `button ${connection.key}`,
        kind: 'button-gone',
        subject: connectionName(connection),
        words: goneWords(connection, after, same(is.offered, item)),
        place: { kind: 'connection', key: connection.key },
      },
    ]
  })
  const fresh = isUsable.flatMap((item): ImpactLine[] => {
    if (same(wasUsable, item)) return []
    const { connection } = item
    const old = before.connections.find(({ key }) => key === connection.key)
    const name = connectionName(connection)
    const words =
      old && organizationKeyOf(old) !== ''
        ? t(
            'Everybody gets a button for {connection}, which no longer belongs to an organization. ' +
              'Whoever signs in with it does not become a member.',
            { connection: name },
          )
        : t('Everybody without an organization gets a button for {connection}.', {
            connection: name,
          })
    return [
      {
        id: `button ${connection.key}`,
        kind: 'button-new',
        subject: name,
        words,
        place: { kind: 'connection', key: connection.key },
      },
    ]
  })
  return [...gone, ...fresh]
}
