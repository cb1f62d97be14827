import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { parse as parseComponent } from 'vue/compiler-sfc'

/** What a source file shows to people. */
export interface SourceTexts {
  /** Arguments of `t`, as they stand in the catalogue. */
  readonly texts: string[]
  /** Calls of `t` whose text is not written there, so that nobody can translate it. */
  readonly unknown: string[]
  /** Texts that look as if people read them, and are not translated. */
  readonly untranslated: string[]
}

/** A word of two letters or more, other than a name such as `clientId` or a piece of an address. */
const word = /(?<![\w/.:@#$-])[A-Za-z]?[a-z]+(?![\w/:@-])/
/** Two words or more that begin as a sentence or label does, or one followed by an ellipsis. */
const looksRead = (text: string): boolean => {
  const own = text.trim()
  return (
    (/^[A-Z“][^\s]*[a-z]?[^\s]*\s+\S/.test(own) && word.test(own) && !/^[A-Z_]+ \S+$/.test(own)) ||
    /^[A-Z][a-z]+…$/.test(own)
  )
}

/** Properties whose value people read, however short it is. */
const readProperties = new Set([
  'label',
  'title',
  'text',
  'heading',
  'hint',
  'placeholder',
  'description',
  'remedy',
  'yes',
  'no',
  'detail',
  'message',
  'empty',
  'note',
  'example',
  'summary',
  'verb',
  'tooltip',
  'caption',
])
const oneWord = /^[A-Z][a-z]+$/

/** A string that is written in the source, also in parts; `undefined` if a part of it is not. */
function literalOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isParenthesizedExpression(node)) return literalOf(node.expression)
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [literalOf(node.left), literalOf(node.right)]
    return left === undefined || right === undefined ? undefined : left + right
  }
  return undefined
}

/** Errors of the program, lines of the log and comparisons are not read by people. */
function isForPrograms(node: ts.Node): boolean {
  const { parent } = node
  if (!parent) return false
  if (ts.isNewExpression(parent)) return parent.expression.getText().endsWith('Error')
  if (ts.isCallExpression(parent)) {
    const called = parent.expression.getText()
    if (
      /^(?:log|console)\.|^z\.literal$|\.(?:startsWith|endsWith|includes|split|replaceAll|indexOf)$/.test(
        called,
      )
    ) {
      return true
    }
  }
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken
    if (kind === ts.SyntaxKind.EqualsEqualsEqualsToken) return true
    if (kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) return true
    return isForPrograms(parent)
  }
  if (ts.isTemplateExpression(parent) || ts.isConditionalExpression(parent))
    return isForPrograms(parent)
  if (ts.isParenthesizedExpression(parent)) return isForPrograms(parent)
  return (
    ts.isCaseClause(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isElementAccessExpression(parent) ||
    (ts.isPropertyAssignment(parent) && parent.name === node)
  )
}

function textOfTemplate(node: ts.TemplateExpression): string {
  return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join('')
}

/** Reads TypeScript; `into` collects. */
function readScript(source: string, into: SourceTexts): void {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true)
  const isRead = (node: ts.Node, text: string) => {
    const { parent } = node
    const isProperty =
      parent !== undefined &&
      ts.isPropertyAssignment(parent) &&
      readProperties.has(parent.name.getText())
    return looksRead(text) || (isProperty && oneWord.test(text))
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 't') {
      const [text, ...values] = node.arguments
      const found = text && literalOf(text)
      if (found === undefined) into.unknown.push(node.getText())
      else into.texts.push(found)
      values.forEach(visit)
      return
    }
    const text = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? textOfTemplate(node)
        : undefined
    if (text !== undefined && isRead(node, text) && !isForPrograms(node))
      into.untranslated.push(text)
    node.forEachChild(visit)
  }
  visit(file)
}

/** Attributes of templates that hold no text, whatever it looks like. */
const silent =
  /^(?:class|style|id|for|name|type|key|ref|role|value|rel|href|src|d|viewBox|kind|to|is)$/

/** What the template compiler's nodes have of what is read here. */
interface TemplateNode {
  /** 1: element, 2: text, 5: interpolation. */
  readonly type: number
  readonly tag?: string
  readonly content?: string | { readonly content: string }
  readonly children?: readonly TemplateNode[]
  readonly props?: readonly {
    /** 6: attribute, 7: directive. */
    readonly type: number
    readonly name: string
    readonly value?: { readonly content: string }
    readonly exp?: { readonly content: string }
  }[]
}

function readTemplate(nodes: readonly TemplateNode[], into: SourceTexts): void {
  for (const { type, tag = '', content, children = [], props = [] } of nodes) {
    if (type === 2 && typeof content === 'string' && /\p{L}{2}/u.test(content)) {
      into.untranslated.push(content.trim())
    }
    if (type === 5 && typeof content === 'object') readScript(`(${content.content})`, into)
    for (const { name, value, exp } of props) {
      const text = value?.content ?? ''
      if (!silent.test(name) && (looksRead(text) || oneWord.test(text))) {
        into.untranslated.push(text)
      }
      if (exp && name !== 'for' && name !== 'slot') {
        readScript(exp.content.includes(';') ? exp.content : `(${exp.content})`, into)
      }
    }
    // What is shown as a program writes it has no language.
    if (!/^(?:code|pre|kbd|samp)$/.test(tag)) readTemplate(children, into)
  }
}

/** The texts of a source file. @param name ends with `.vue` for a component */
export function textsIn(name: string, source: string): SourceTexts {
  const into: SourceTexts = { texts: [], unknown: [], untranslated: [] }
  if (!name.endsWith('.vue')) {
    readScript(source, into)
    return into
  }
  const { descriptor } = parseComponent(source)
  for (const script of [descriptor.script, descriptor.scriptSetup]) {
    if (script) readScript(script.content, into)
  }
  const ast = descriptor.template?.ast as TemplateNode | undefined
  if (ast) readTemplate(ast.children ?? [], into)
  return into
}

/** What people read in a terminal, in Ory's stand-in, and data with texts of their own. */
const elsewhere = /^(?:cli|emulator|guides|samples)\//

/**
 * The texts of every source file of the app.
 *
 * @param root the folder `src`, below which the names are
 */
export function textsOfSources(root: string): readonly (SourceTexts & { readonly name: string })[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(?:ts|vue)$/.test(name) && !elsewhere.test(name))
    .map((name) => ({ name, ...textsIn(name, readFileSync(join(root, name), 'utf8')) }))
}
