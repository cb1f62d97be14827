import { expect, test } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { Guards } from '../../../../../src/core/model/guards'
import { checkGuards, checkProject } from '../../../../../src/main/services/guards/check-project'

const staging = { state: 'running', environment: 'staging', slug: 'north-1' } as const
const production = { ...staging, environment: 'production' } as const

test('a project that was deleted takes nothing', () => {
  const deleted = { ...staging, state: 'deleted' } as const
  expect(checkProject(deleted, { pressed: true })).toMatchObject({
    error: { code: 'project.deleted' },
  })
})

test.each([undefined, '', 'other'])('production is refused for the slug %s', (typed) => {
  const refused = { error: { code: 'guard.slug', subject: 'north-1' } }
  expect(checkProject(production, { typedSlug: typed })).toMatchObject(refused)
})

test('production is refused until a publish was pressed', () => {
  const refused = { error: { code: 'publish.unconfirmed' } }
  expect(checkProject(production, { pressed: false })).toMatchObject(refused)
  expect(checkProject(production, { pressed: true })).toEqual(success(undefined))
})

test('production is allowed by its slug, and anything else without one', () => {
  expect(checkProject(production, { typedSlug: 'north-1' })).toEqual(success(undefined))
  for (const yes of [{ typedSlug: undefined }, { pressed: false }]) {
    expect(checkProject(staging, yes)).toEqual(success(undefined))
  }
})

test('each barrier has its code, and names the project', () => {
  const project = { id: 'p', workspaceId: 'w', name: 'Northwind' }
  const known: Guards = { kind: 'known', locked: [], allowed: {} }
  const of = (guards: Guards) => checkGuards(guards, project as never)
  const refused = (code: string) => ({ ok: false, error: { code, subject: 'Northwind' } })
  expect(of({ kind: 'unreadable', why: '' })).toMatchObject(refused('guard.unreadable'))
  expect(of({ ...known, locked: ['p'] })).toMatchObject(refused('guard.read-only'))
  expect(of({ ...known, lost: { unlocked: [] } })).toMatchObject(refused('guard.read-only'))
  expect(of({ ...known, allowed: { w: ['q'] } })).toMatchObject(refused('guard.not-on-list'))
  expect(of(known)).toEqual(success(undefined))
})
