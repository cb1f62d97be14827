import { EditorState } from '@codemirror/state'
import type { SampleValues } from '../../../../../src/renderer/components/mapper-editor/sample-values'
import type { JsonObject } from '../../../../../src/core/model/json'
import { jsonnetSupport } from '../../../../../src/renderer/components/mapper-editor/jsonnet-support'
import {
  mapperState,
  setSample,
} from '../../../../../src/renderer/components/mapper-editor/mapper-state'

export const sample = {
  claims: {
    iss: 'https://id.example.com',
    email: 'ada@example.com',
    email_verified: true,
    raw_claims: {
      email: 'ada@example.com',
      groups: ['staff', 'admin'],
      'https://example.com/roles': ['owner'],
      "o'clock": 1,
      if: 'keyword',
      realm_access: { roles: ['user'] },
    },
  },
  identity: { traits: { email: 'old@example.com', name: { first: 'Ada' } } },
} satisfies { claims: JsonObject; identity: JsonObject }

/** A text with the cursor at `¦`; the sample is known unless another is given. */
export function stateAt(marked: string, values: SampleValues = sample) {
  const position = marked.indexOf('¦')
  const doc = marked.slice(0, position) + marked.slice(position + 1)
  const before = EditorState.create({
    doc,
    selection: { anchor: position },
    extensions: [mapperState, jsonnetSupport],
  })
  return { state: before.update({ effects: setSample.of(values) }).state, position }
}
