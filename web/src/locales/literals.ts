// Finds words a person would see that do not come from the locales. For the test; not part of the app.
import ts from "typescript";

/** Props that are read out or shown. */
const SHOWN =
  /^(aria-(label|valuetext|roledescription|description)|title|label|placeholder|alt|about|words|name|description|emptyTitle|emptyWords|unit)$/;
const HAS_WORD = /\p{L}{2}/u;
/** Names are the same in every language. */
const NAME = /^(Kenfolk|Python|SQLite|PostgreSQL|\(?sha256)$/;
/** A sentence or a title: a capital, then a space, then letters. */
const PROSE = /^\p{Lu}[\p{L}'’]* \S*\p{L}/u;

export function findLiterals(file: string, source: string): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isForDevelopers(node) || isKeys(node)) return;
    if (ts.isJsxText(node) && HAS_WORD.test(node.text) && !NAME.test(node.text.trim())) found.push(node.text.trim());
    else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      if (PROSE.test(node.text) || (HAS_WORD.test(node.text) && !NAME.test(node.text) && isShown(node)))
        found.push(node.text);
    }
    ts.forEachChild(node, look);
  };
  look(tree);
  return found;
}

/** Is it the value of a prop that is shown, or one of two such values? */
function isShown(literal: ts.Node): boolean {
  let node = literal.parent;
  while (
    ts.isConditionalExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isJsxExpression(node)
  ) {
    node = node.parent;
  }
  return ts.isJsxAttribute(node) && SHOWN.test(node.name.getText());
}

/** Names of keys, for machines: the standard spells them in English. */
function isKeys(node: ts.Node): boolean {
  return ts.isJsxAttribute(node) && node.name.getText() === "aria-keyshortcuts";
}

/** What is thrown or logged for the one who mends it is English. */
function isForDevelopers(node: ts.Node): boolean {
  return ts.isNewExpression(node) && node.expression.getText() === "Error";
}
