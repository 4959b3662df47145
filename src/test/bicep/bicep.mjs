// Bicep files as JSON: declarations with their literal objects, arrays and strings as such, and every other
// expression as an object with its source under "$text".
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';

const grammar = new URL('node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm', import.meta.url);

const ESCAPES = { n: '\n', r: '\r', t: '\t' };

/** A reader of one file after the other. */
export async function bicepReader() {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(fileURLToPath(grammar)));
  return (path) => read(parser, path);
}

function read(parser, path) {
  const root = parser.parse(source(path)).rootNode;
  const file = { path, errors: errors(root), ...names(root), imports: [], types: [], params: [], variables: [], resources: [], modules: [], outputs: [] };
  let decorators = {};
  for (const statement of root.namedChildren) {
    if (statement.type === 'decorators') {
      decorators = decorated(statement);
      continue;
    }
    declare(file, statement, decorators);
    decorators = {};
  }
  return file;
}

/** The grammar knows .bicep files only. A .bicepparam file differs in that its parameters have no type. */
function source(path) {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.bicepparam') ? text.replace(/^param (\w+) =/gm, 'var $1 =') : text;
}

function errors(node) {
  if (!node.hasError) {
    return [];
  }
  if (node.isError || node.isMissing) {
    return [{ line: node.startPosition.row + 1, column: node.startPosition.column + 1, text: node.text }];
  }
  return node.children.flatMap(errors);
}

/** The names that a file declares, those that it uses, and the functions of the language that it calls. */
function names(root) {
  const declared = new Set();
  const used = new Set();
  const called = new Set();
  const visit = (node, field) => {
    if (node.type.startsWith('loop_')) {
      declared.add(node.text);
    } else if (node.type === 'identifier' && isDeclaration(node, field)) {
      declared.add(node.text);
    } else if (node.type === 'identifier' && field === 'function') {
      called.add(node.text);
    } else if (node.type === 'identifier' && !isKey(node)) {
      used.add(node.text);
    }
    node.children.forEach((child, index) => visit(child, node.fieldNameForChild(index)));
  };
  visit(root, null);
  const own = [...called].filter((name) => declared.has(name));
  return { declared: [...declared], used: [...used, ...own], called: [...called].filter((name) => !declared.has(name)) };
}

function isDeclaration(node, field) {
  const parent = node.parent;
  return field === 'initializer'
    || parent.type === 'import_functionality'
    || (parent.type === 'user_defined_function' && field === 'name')
    || parent.type === 'parameter'
    || isOfLambda(node)
    || (parent.type.endsWith('_declaration') && parent.namedChildren[0].equals(node));
}

/** Whether a name is before the arrow of a lambda, alone or in brackets. */
function isOfLambda(node) {
  const alone = node.parent.type === 'parenthesized_expression' ? node.parent : node;
  return alone.parent?.type === 'lambda_expression' && alone.startIndex === alone.parent.startIndex;
}

function isKey(node) {
  return node.parent.type === 'object_property' && node.parent.namedChildren[0].equals(node);
}

function declare(file, node, decorators) {
  const [first, second] = node.namedChildren;
  const last = node.namedChildren.at(-1);
  switch (node.type) {
    case 'import_functionality':
      file.imports.push({ names: node.namedChildren.slice(0, -1).map((name) => name.text), from: value(last) });
      break;
    case 'type_declaration':
      file.types.push({ name: first.text, type: last.text, decorators });
      break;
    case 'parameter_declaration':
      file.params.push({ name: first.text, type: second.text, decorators, ...(last === second ? {} : { default: value(last) }) });
      break;
    case 'variable_declaration':
      file.variables.push({ name: first.text, value: value(last), decorators });
      break;
    case 'resource_declaration':
      file.resources.push(resource(node));
      break;
    case 'module_declaration':
      file.modules.push({ name: first.text, path: value(second), ...body(last) });
      break;
    case 'output_declaration':
      file.outputs.push({ name: first.text, type: second.text, value: value(last), decorators });
      break;
  }
}

function resource(node) {
  const [name, type] = node.namedChildren;
  const existing = node.children.some((child) => child.type === 'existing');
  return { name: name.text, type: value(type), existing, ...body(node.namedChildren.at(-1)) };
}

/** What a resource or module is declared as: its object, the condition and the loop around it. */
function body(node) {
  if (node.type === 'for_statement') {
    return { loop: value(inOf(node)), ...body(node.childForFieldName('body')) };
  }
  if (node.type === 'if_statement') {
    return { condition: node.namedChildren[0].text, body: value(node.namedChildren[1]) };
  }
  return { body: value(node) };
}

function inOf(loop) {
  const at = loop.children.findIndex((child) => child.type === 'in');
  return loop.children.slice(at + 1).find((child) => child.isNamed);
}

function decorated(node) {
  return Object.fromEntries(node.namedChildren.map((decorator) => {
    const call = decorator.namedChildren[0];
    return [call.childForFieldName('function').text, call.childForFieldName('arguments').namedChildren.map(value)];
  }));
}

function value(node) {
  switch (node.type) {
    case 'string':
      return node.namedChildren.some((part) => part.type === 'interpolation') ? { $text: node.text } : text(node);
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'null':
      return null;
    case 'object':
      return object(node);
    case 'array':
      return node.namedChildren.map(value);
    case 'parenthesized_expression':
      return value(node.namedChildren[0]);
    case 'call_expression':
      return {
        $text: node.text,
        $call: node.childForFieldName('function').text,
        $arguments: node.childForFieldName('arguments').namedChildren.map(value),
      };
    case 'ternary_expression':
      return {
        $text: node.text,
        $then: value(node.childForFieldName('consequence')),
        $else: value(node.childForFieldName('alternative')),
      };
    case 'for_statement':
      return { $text: node.text, $in: value(inOf(node)), $each: value(node.childForFieldName('body')) };
    default:
      return { $text: node.text };
  }
}

function text(string) {
  return string.namedChildren
    .map((part) => part.type !== 'escape_sequence' ? part.text : ESCAPES[part.text[1]] ?? part.text.slice(1))
    .join('');
}

function object(node) {
  const entries = {};
  for (const property of node.namedChildren.filter((child) => child.type === 'object_property')) {
    const [key, content] = property.namedChildren;
    if (key.type === 'resource_declaration') {
      (entries.$resources ??= []).push(resource(key));
    } else {
      entries[key.type === 'string' ? value(key) : key.text] = value(content);
    }
  }
  return entries;
}
