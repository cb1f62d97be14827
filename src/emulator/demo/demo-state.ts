/*
 * The demo: two invented workspaces. Tests may rely on this data; the ids never change.
 *
 * Workspace Northwind  e4815db1-eb4d-483c-ac90-12408f8a804b
 *   Northwind Production   df2e09f1-643e-43bb-9cec-9eda5130a69d  brave-lovelace-7k2m9x4q1d
 *     14 organizations, 13 OIDC and 3 SAML connections, 4 SCIM clients; custom domain id.northwind.example
 *     Harbor Lights Logistics fc175bda-1a3b-4f70-b122-09e297718cdc  connection harbor-entra (microsoft)
 *     Meadowlark Health       7cccc4a1-89ff-44f8-9bdb-d78458387e4c  connection meadowlark-okta (generic), with x_future_flag
 *     Oakfield University     a6203173-c22f-493e-8e3f-9efc7c7a4083  five domains; oakfield-shibboleth (SAML), certificate to 2026-12-20
 *     Saltmarsh Insurance     d14a8ab1-9550-4549-a3c3-864c0f1d9f39  two connections: saltmarsh-entra, saltmarsh-ping (disabled)
 *     Wrenhall Partners       3af68de5-1a69-4388-a06f-fbba812b1e7a  neither domain nor connection
 *     SCIM: harbor-entra, meadowlark-okta (x_future_flag), brightloom-onelogin (proxied), foxglove-okta (disabled)
 *     google, github: social sign-in without organization; one microsoft mapper used three times
 *   Northwind Staging      450fa61b-18fd-48b6-8744-5a1395ddba47  quiet-noether-3v8c5t0z6p
 *     4 organizations, 5 OIDC and 1 SAML (state disabled), 1 SCIM client; pilot-keycloak names an organization
 *     that is gone
 *   Northwind Development  6fd58e93-6944-4a3a-9f60-ba90b7dfa667  eager-turing-9d1f6h3w8s
 *     no organization, 2 OIDC; saml off with an empty list
 * Workspace Globex     ef17ecce-2df3-44e3-9c30-a25c6e7f8e7c
 *   Globex Portal              5ad38559-5fea-440d-9ccc-0345b982145c  silly-hopper-4n7b2y9r5e
 *     4 organizations, 8 OIDC and 1 SAML; base_redirect_uri https://login.globex.example
 *   Globex Portal Staging      5eb30a26-a3d5-491b-882d-0fc68f150907  gifted-curie-8m3x1k7v2a: 2 organizations, 7 OIDC
 *   Globex Portal Development  23f66c55-5010-4812-a814-9c70465bb2a6  modest-franklin-5c9j4u2g7l
 *     no organization, no oidc `providers`, no `saml` node
 */
import type { EmulatorState } from '../state/types'
import { createDemoTexts } from './builders'
import { globexDevelopment, globexProduction, globexStaging } from './globex'
import { northwindDevelopment, northwindStaging } from './northwind-others'
import { northwindProduction } from './northwind-production'

export const demoIds = {
  northwind: 'e4815db1-eb4d-483c-ac90-12408f8a804b',
  northwindProduction: 'df2e09f1-643e-43bb-9cec-9eda5130a69d',
  northwindStaging: '450fa61b-18fd-48b6-8744-5a1395ddba47',
  northwindDevelopment: '6fd58e93-6944-4a3a-9f60-ba90b7dfa667',
  globex: 'ef17ecce-2df3-44e3-9c30-a25c6e7f8e7c',
  globexProduction: '5ad38559-5fea-440d-9ccc-0345b982145c',
  globexStaging: '5eb30a26-a3d5-491b-882d-0fc68f150907',
  globexDevelopment: '23f66c55-5010-4812-a814-9c70465bb2a6',
  harborLights: 'fc175bda-1a3b-4f70-b122-09e297718cdc',
  meadowlark: '7cccc4a1-89ff-44f8-9bdb-d78458387e4c',
  oakfield: 'a6203173-c22f-493e-8e3f-9efc7c7a4083',
  saltmarsh: 'd14a8ab1-9550-4549-a3c3-864c0f1d9f39',
  wrenhall: '3af68de5-1a69-4388-a06f-fbba812b1e7a',
} as const

/** Keys by workspace id. They are not secret, since they only work with an emulator. */
export const demoKeys: Readonly<Record<string, string>> = {
  [demoIds.northwind]: 'ory_wak_demo_northwind_5Jq8tVw2Rk',
  [demoIds.globex]: 'ory_wak_demo_globex_9Lm3xZc7Pd',
}

/** A fresh copy of the demo data, the same every time. */
export function demoState(): EmulatorState {
  const content: Record<string, string> = {}
  const texts = createDemoTexts(content)
  const projects = [
    northwindProduction(texts),
    northwindStaging(texts),
    northwindDevelopment(texts),
    globexProduction(texts),
    globexStaging(texts),
    globexDevelopment(),
  ]
  return structuredClone({
    version: 1,
    workspaces: [
      {
        id: demoIds.northwind,
        name: 'Northwind',
        subscription_plan: 'enterprise',
        created_at: '2024-01-22T07:58:00Z',
        updated_at: '2026-10-02T12:00:00Z',
      },
      {
        id: demoIds.globex,
        name: 'Globex',
        subscription_plan: 'growth',
        created_at: '2025-02-03T18:15:00Z',
        updated_at: '2026-08-14T12:00:00Z',
      },
    ],
    projects,
    content,
  })
}
