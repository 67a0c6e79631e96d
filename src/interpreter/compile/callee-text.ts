import type { AnyNode, MemberExpression } from "acorn";

/** How the error messages of V8 name an expression: `load`, `user.name`, `(intermediate value)`. */
export function calleeText(node: AnyNode): string {
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "ThisExpression":
      return "this";
    case "Super":
      return "(intermediate value)";
    case "Literal":
      return typeof node.value === "string" ? `"${node.value}"` : String(node.value);
    case "MemberExpression":
      return memberText(node);
    case "CallExpression":
      return `${calleeText(node.callee)}(...)`;
    case "ChainExpression":
      return calleeText(node.expression);
    case "ObjectExpression":
      return `{${node.properties.map(() => "(intermediate value)").join("")}}`;
    case "ArrayExpression":
      return `[${node.elements.map((one) => (one === null ? "" : calleeText(one))).join(",")}]`;
    case "ParenthesizedExpression":
      return calleeText(node.expression);
    default:
      return "(intermediate value)";
  }
}

function memberText(node: MemberExpression): string {
  const base = calleeText(node.object);
  const { property } = node;
  if (property.type === "PrivateIdentifier") return `${base}.#${property.name}`;
  if (!node.computed && property.type === "Identifier") return `${base}${node.optional ? "?." : "."}${property.name}`;
  const isText = property.type === "Literal" && typeof property.value === "string";
  return isText ? `${base}.${property.value}` : `${base}[${calleeText(property)}]`;
}
