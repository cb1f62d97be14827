import { parse as parseComponent } from 'vue/compiler-sfc'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { helpOf, type HelpId } from '../../src/core/help/help'

const folder = fileURLToPath(new URL('../../src/renderer', import.meta.url))

interface Component {
  readonly name: string
  readonly text: string
}

const components: readonly Component[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.vue'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

const takesHelp = /\bhelp\?: HelpId\b/

/** The components that are a field or a frame around one: those that may be given help. */
const fields: ReadonlySet<string> = new Set(
  components.filter(({ text }) => takesHelp.test(text)).map(({ name }) => basename(name, '.vue')),
)

/** What the compiler's nodes have of what is asked here; its own types are those of all nodes together. */
interface Node {
  readonly type: number
  readonly tag?: string
  readonly children?: readonly Node[]
  readonly loc: { readonly start: { readonly line: number } }
  readonly props?: readonly {
    readonly name: string
    readonly value?: { readonly content: string }
    readonly arg?: { readonly content: string }
    readonly exp?: { readonly content: string }
  }[]
}

const elementsOf = (node: Node): readonly Node[] => [
  node,
  ...(node.children ?? []).flatMap((child) => (child.type === 1 ? elementsOf(child) : [])),
]

/** Fields of a component's template that no help explains, or that name help which is not there. */
function unexplained({ name, text }: Component): string[] {
  const ast = parseComponent(text).descriptor.template?.ast as Node | undefined
  const found = (ast ? elementsOf(ast) : []).filter(({ tag = '' }) => fields.has(tag))
  return found.flatMap(({ tag, props = [], loc }) => {
    const place = `${name}:${loc.start.line} ${tag}`
    const written = props.find((prop) => prop.name === 'help')?.value?.content
    // Written out, it has to be there; anything that is a string may be asked for.
    if (written !== undefined)
      return helpOf(written as HelpId) ? [] : [`${place} has no help ${written}`]
    const isBound = props.some((prop) => prop.name === 'bind' && prop.arg?.content === 'help')
    // A frame or a row of a form is given as a whole, with the help in it.
    const isWhole =
      props.some((prop) => prop.name === 'bind' && !prop.arg) && /\bhelp\b|useField/.test(text)
    return isBound || isWhole ? [] : [place]
  })
}

test('every field of every form has help beside it', () => {
  expect([...fields].toSorted()).toEqual(
    expect.arrayContaining(['ChoiceField', 'FieldFrame', 'SecretField', 'TagsField', 'TextField']),
  )
  expect(components.flatMap(unexplained)).toEqual([])
})

test('a field without help, or with help that is not there, is found', () => {
  const planted = (attributes: string) =>
    unexplained({
      name: 'Planted.vue',
      text: `<template>\n<div><TextField label="A" ${attributes} /></div></template>`,
    })
  expect(planted('')).toEqual(['Planted.vue:2 TextField'])
  expect(planted('help="connection.nowhere"')).toEqual([
    'Planted.vue:2 TextField has no help connection.nowhere',
  ])
  expect(planted('help="connection.issuer_url"')).toEqual([])
})
