import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const comment = /(?:^|\s)(?:\/\/|\/\*)/

/** The script of a component, on its own lines; any other file as it is. */
function scriptOf(file: string, text: string): string {
  if (!file.endsWith('.vue')) return text
  const found = /<script[^>]*>([\s\S]*?)<\/script>/.exec(text)
  const before = text.slice(0, found?.index).replaceAll(/[^\n]/g, '')
  return `${before}${found?.[1] ?? ''}`
}

/** What stands around an expression and is read with it: a statement, or a member of an object or class. */
function aroundOf(node: ts.Node): ts.Node {
  const ends =
    (ts.isStatement(node) && !ts.isBlock(node)) ||
    ts.isObjectLiteralElementLike(node) ||
    ts.isClassElement(node) ||
    ts.isSourceFile(node)
  return ends ? node : aroundOf(node.parent)
}

/** Whether a comment stands on the line above an expression, or anywhere from its statement to its line's end. */
function isExplained(node: ts.Node, text: string): boolean {
  const above = text.slice(0, node.getStart()).split('\n').at(-2) ?? ''
  const end = text.indexOf('\n', node.getEnd())
  const around = text.slice(aroundOf(node).getFullStart(), end === -1 ? undefined : end)
  return /^\s*\/\//.test(above) || comment.test(around)
}

const ignoresError = (node: ts.Node) =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.name.text === 'catch' &&
  node.arguments.some((handler) => ts.isArrowFunction(handler) && handler.parameters.length === 0)

/** One that changes nothing: JSON.parse may be anything, and an empty list is one of whatever follows. */
const isHarmless = ({ expression, type }: ts.AsExpression) =>
  type.getText() === 'const' ||
  type.kind === ts.SyntaxKind.UnknownKeyword ||
  (ts.isArrayLiteralExpression(expression) && expression.elements.length === 0)

/** A rule that is switched off without a reason behind ` -- `. */
const silentSwitch = /(?:ox|es)lint-disable(?!.* -- \S)|@ts-(?:ignore|expect-error|nocheck)/

/** What is done without a word, each with its line. */
function unexplained(file: string, whole: string): string[] {
  const text = scriptOf(file, whole)
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    const tell = (what: string) => found.push(`${file}:${line} ${what}`)
    if (ts.isCatchClause(node) && !node.variableDeclaration) {
      const statement = text.slice(node.parent.getFullStart(), node.parent.getStart())
      if (!comment.test(statement) && !comment.test(node.getText())) tell('catch {}')
    } else if (ignoresError(node) && !isExplained(node, text)) tell('.catch(() => …)')
    else if (ts.isAsExpression(node) && !isHarmless(node) && !isExplained(node, text)) tell('as')
    ts.forEachChild(node, visit)
  }
  visit(source)
  const silent = whole.split('\n').flatMap((line, at) => (silentSwitch.test(line) ? [at + 1] : []))
  return [...found, ...silent.map((line) => `${file}:${line} a rule is switched off`)]
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((name) => /\.(?:ts|vue)$/.test(name))

test('src says why an error is ignored, a type is taken for another and a rule switched off', () => {
  expect(files.length).toBeGreaterThan(500)
  expect(
    files.flatMap((file) => unexplained(file, readFileSync(join(root, file), 'utf8'))),
  ).toEqual([])
})

test.each([
  ['try { run() } catch { stop() }', 'catch {}'],
  ['await run().catch(() => undefined)', '.catch(() => …)'],
  ['const name = value as string', 'as'],
  ['// A text.\nrun()\nconst name = value as string', 'as'],
  ['const address = "https://a.example" as Address', 'as'],
  ['// oxlint-disable-next-line no-control-regex\nrun()', 'a rule is switched off'],
  ['// @ts-expect-error -- no types\nrun()', 'a rule is switched off'],
])('%s', (text, what) => {
  expect(unexplained('planted.ts', text).map((line) => line.replace(/^\S+ /, ''))).toEqual([what])
})

test.each([
  'try { run() } catch {\n  // Nothing to stop.\n}',
  'try { run() } catch (error) { tell(error) }',
  '// It may be gone.\nawait run().catch(() => undefined)',
  'run().catch((error) => tell(error))',
  'const name = value as string // Checked above.',
  'const given = {\n  one,\n  // Checked above.\n  two: value as string,\n}',
  "const modes = ['light'] as const",
  'const value = JSON.parse(text) as unknown',
  'const found = { from: [] as string[] }',
  '// oxlint-disable-next-line no-control-regex -- they are looked for\nrun()',
])('%s is fine', (text) => {
  expect(unexplained('planted.ts', text)).toEqual([])
})

test('a component has its script looked at', () => {
  const text = '<script setup lang="ts">\nconst name = value as string\n</script>\n<template />\n'
  expect(unexplained('planted.vue', text)).toEqual(['planted.vue:2 as'])
})
