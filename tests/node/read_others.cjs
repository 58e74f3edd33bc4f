// Prints how many nodes and edges graphology and Cytoscape.js find in files of each format, and the sum of the weights.
const { readFileSync } = require("node:fs");
const Graph = require("graphology");
const graphml = require("graphology-graphml");
const cytoscape = require("cytoscape");

const READERS = {
  graphml(text) {
    const Exact = text.includes('edgedefault="directed"') ? Graph.MultiDirectedGraph : Graph.MultiUndirectedGraph;
    const graph = graphml.parse(Exact, text);
    return [graph.order, graph.size, graph.reduceEdges((sum, _edge, data) => sum + Number(data.weight), 0)];
  },
  cytoscape(text) {
    const { elements, style } = JSON.parse(text);
    const graph = cytoscape({ headless: true, styleEnabled: true, elements, style, layout: { name: "preset" } });
    const weights = graph.edges().map((edge) => edge.data("weight"));
    const told = [graph.nodes().length, graph.edges().length, weights.reduce((sum, weight) => sum + weight, 0)];
    graph.destroy(); // or its clock keeps the process alive
    return told;
  },
};

const read = process.argv.slice(2).map((path) => READERS[path.endsWith(".cyjs") ? "cytoscape" : "graphml"](readFileSync(path, "utf8")));
process.stdout.write(JSON.stringify(read));
