import { expect, it } from 'vitest'
import type { UpdateState } from '../../../../../src/core/app/updates/update-state'
import {
  getUpdateWords,
  updateSentence,
} from '../../../../../src/renderer/components/notes/update-words'

it('says of every state what is known, and offers only what can be had', () => {
  const version = '0.2.0'
  const states: [UpdateState, string | undefined][] = [
    [{ kind: 'unasked' }, undefined],
    [{ kind: 'newest' }, undefined],
    [{ kind: 'available', version, way: 'install' }, 'Download'],
    [{ kind: 'available', version, way: 'page' }, 'Open its page'],
    [{ kind: 'downloading', version, percent: 40 }, undefined],
    [{ kind: 'ready', version }, undefined],
    [{ kind: 'failed', why: 'unreachable' }, undefined],
    [{ kind: 'failed', why: 'untrusted' }, undefined],
    [{ kind: 'failed', why: 'download' }, 'Open its page'],
  ]
  for (const [state, words] of states) {
    expect(getUpdateWords(state)).toBe(words)
    expect(updateSentence(state)).toMatch(/^[A-Z].*\.$/)
  }
})
