// Prints what graphology finds in each GEXF file: read strictly, and read the lenient way that Gephi Lite does.
const { readFileSync } = require("node:fs");
const Graph = require("graphology");
const gexf = require("graphology-gexf");

const STRICT = { respectInputGraphType: true };
const LENIENT = { allowUndeclaredAttributes: true, addMissingNodes: true };

function told(graph) {
  const edges = graph.mapEdges((key, attributes, source, target) => ({ key, source, target, attributes }));
  const nodes = graph.mapNodes((key, attributes) => ({ key, attributes }));
  return { type: graph.type, multi: graph.multi, order: graph.order, size: graph.size, nodes, edges };
}

const read = process.argv.slice(2).map((path) => {
  const text = readFileSync(path, "utf8");
  const Exact = text.includes('defaultedgetype="directed"') ? Graph.MultiDirectedGraph : Graph.MultiUndirectedGraph;
  return { strict: told(gexf.parse(Exact, text, STRICT)), lenient: told(gexf.parse(Graph, text, LENIENT)) };
});
process.stdout.write(JSON.stringify(read));
