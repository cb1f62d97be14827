import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { parse as parseComponent } from 'vue/compiler-sfc'

/** A text that a person may read in the window. */
export interface ShownText {
  /** From the root of the checkout, with the line. */
  readonly place: string
  readonly text: string
}

/** What the template compiler's nodes have of what is read here. */
interface Node {
  readonly type: number
  readonly content?: string | { readonly content: string }
  readonly children?: readonly Node[]
  readonly loc: { readonly start: { readonly line: number } }
  readonly props?: readonly {
    readonly type: number
    readonly name: string
    readonly value?: { readonly content: string }
    readonly exp?: { readonly content: string }
  }[]
}

/** Attributes that hold no words. */
const silent: ReadonlySet<string> = new Set(
  [
    'class',
    'help',
    'id',
    'is',
    'key',
    'name',
    'ref',
    'role',
    'size',
    'slot',
    'tabindex',
    'tone',
    'type',
  ].concat([
    'autocomplete',
    'data-list',
    'http-equiv',
    'mode',
    'popover',
    'style',
    'value',
    'viewBox',
  ]),
)
/** `name` holds words where a component is named by it. */
const named = /^[A-Z]/

/** Whether a string is words and not a name in the code: it has a blank, or begins with a capital. */
const isWords = (text: string) => /[A-Za-z’] [A-Za-z“‘]|^[A-Z][a-z]|^[“‘]/.test(text.trim())

/** The words in a piece of TypeScript; what is thrown for programmers, and what is imported, is left out. */
function wordsInCode(code: string, place: (line: number) => string): ShownText[] {
  const source = ts.createSourceFile('words.ts', code, ts.ScriptTarget.Latest, true)
  const found: ShownText[] = []
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart()).line
  const add = (node: ts.Node, text: string) => {
    if (isWords(text)) found.push({ place: place(lineOf(node)), text })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return
    if (ts.isNewExpression(node) && node.expression.getText() === 'Error') return
    if (ts.isStringLiteralLike(node)) add(node, node.text)
    else if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(({ literal }) => `…${literal.text}`)
      add(node, node.head.text + spans.join(''))
      for (const { expression } of node.templateSpans) visit(expression)
      return
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function wordsInTemplate(node: Node, tag: string, place: (line: number) => string): ShownText[] {
  const { line } = node.loc.start
  const own = (text: string) => ({ place: place(line), text: text.replace(/\s+/g, ' ').trim() })
  const at = () => place(line)
  if (node.type === 2 && typeof node.content === 'string') {
    return /[A-Za-z]{2}/.test(node.content) ? [own(node.content)] : []
  }
  if (node.type === 5 && typeof node.content === 'object') {
    return wordsInCode(`(${node.content.content})`, at)
  }
  const props = (node.props ?? []).flatMap(({ type, name, value, exp }) => {
    if (type === 6) {
      const isSilent = silent.has(name) && !(name === 'name' && named.test(tag))
      return value && !isSilent && /[A-Za-z]{2}/.test(value.content) ? [own(value.content)] : []
    }
    return exp && name !== 'on' && name !== 'for' && name !== 'slot'
      ? wordsInCode(`(${exp.content})`, at)
      : []
  })
  const children = (node.children ?? []).flatMap((child) =>
    wordsInTemplate(child, (child as { tag?: string }).tag ?? '', place),
  )
  return [...props, ...children]
}

/** The words of one file, a component or TypeScript. */
export function shownTextsOf(name: string, text: string): readonly ShownText[] {
  if (!name.endsWith('.vue')) return wordsInCode(text, (line) => `${name}:${line + 1}`)
  const { template, scriptSetup } = parseComponent(text).descriptor
  const ast = template?.ast as Node | undefined
  const first = scriptSetup?.loc.start.line ?? 1
  return [
    ...wordsInCode(scriptSetup?.content ?? '', (line) => `${name}:${line + first}`),
    ...(ast ? wordsInTemplate(ast, '', (line) => `${name}:${line}`) : []),
  ]
}

/** The words of all files of folders, such as `src/renderer`. */
export function shownTexts(root: string, folders: readonly string[]): readonly ShownText[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name).replaceAll('\\', '/'),
      ),
    )
    .filter((name) => /\.(?:vue|ts)$/.test(name))
    .flatMap((name) => shownTextsOf(name, readFileSync(join(root, name), 'utf8')))
}
