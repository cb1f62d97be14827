// How well the predictions of the mapper editor are known, from the facts that the tests check.
import { cell, table } from './table.mjs'

const words = { run: 'from a run', reading: 'from reading', unknown: 'not known' }

/** The whole page, from test/support/mapping/sign-in-facts.ts. */
export function signInsPage({ facts, heldBy, limits, counts }) {
  const rows = facts.map((fact) => [
    fact.about,
    cell(fact.what),
    words[fact.known],
    fact.known === 'run' ? `${heldBy(fact).length} sign-ins` : cell(fact.from),
  ])
  return `# What the mapper editor knows about sign-ins

Made by \`npm run docs\` from \`test/support/mapping/sign-in-facts.ts\`; not to be edited by hand.

The mapper editor predicts what happens when a person registers or signs in through a mapper, or is provisioned by a
SCIM client, and which identity results. Each prediction has one of three bases:

- **from a run**: a real Ory Kratos (main branch of 29 July 2026) was observed with a real OpenID Connect provider of
  kind \`generic\`, in a browser. The sign-ins are in \`test/fixtures/mapper/sign-ins.json\`, and
  \`test/contract/mapper/sign-ins.test.ts\` compares the prediction with each of them.
- **from reading**: it is in Kratos' source or in Ory's documentation, and was not tried here.
- **not known**: the editor cannot predict it, and says so.

Of ${counts.all} sign-ins ${counts.foretold} end as predicted, each with its identity, addresses and messages.

${table([['Step', 'What', 'Known', 'From'], ...rows])}

## Sign-ins that cannot be predicted

${table([['Sign-in', 'Why'], ...limits.map(([name, why]) => [`\`${name}\``, cell(why)])])}
`
}
