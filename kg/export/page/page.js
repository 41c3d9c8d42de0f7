"use strict";
// Names and texts are untrusted: they reach the page by textContent only, never as markup.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const panel = document.getElementById("panel");
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const shown = new vis.DataSet(data.nodes);
  const network = new vis.Network(
    document.getElementById("picture"),
    { nodes: shown, edges: new vis.DataSet(data.edges) },
    data.options,
  );

  function element(tag, text, kind) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  function button(text, action) {
    const made = element("button", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  // The names that matter most stay readable from afar, and do not grow when one comes near.
  function fitNames() {
    const size = Math.round(Math.max(15, 11 / network.getScale()));
    const changed = data.nodes.filter((node) => node.known && node.shown !== size);
    for (const node of changed) node.shown = size;
    if (changed.length) shown.update(changed.map((node) => ({ id: node.id, font: { size } })));
  }

  function look(options) {
    network.fit({ animation: false, ...options });
    fitNames();
  }

  function showList(heading, numbers) {
    const list = element("ul");
    for (const number of numbers) {
      const item = element("li");
      item.append(button(data.details[number].sentence, () => showEdge(number, true)));
      list.append(item);
    }
    panel.replaceChildren(element("h2", heading), list);
    panel.scrollTop = 0;
  }

  function showAll() {
    network.unselectAll();
    showList(data.edges.length + " relationships among " + data.nodes.length + " names", data.edges.map((edge) => edge.id));
  }

  function showNode(id, centre) {
    const node = nodes.get(id);
    const numbers = data.edges.filter((edge) => edge.from === id || edge.to === id).map((edge) => edge.id);
    showList(node.name, numbers);
    panel.querySelector("h2").after(element("p", node.title.split("\n").slice(1).join("; "), "facts"));
    network.selectNodes([id]);
    if (centre) {
      network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
      fitNames();
    }
  }

  function facts(detail) {
    const parts = [detail.status, detail.articles + (detail.articles === 1 ? " article" : " articles")];
    if (detail.sources) parts.push(detail.sources + (detail.sources === 1 ? " separate report" : " separate reports"));
    if (detail.first) parts.push(detail.first === detail.last || !detail.last ? detail.first : detail.first + " to " + detail.last);
    if (detail.confidence !== undefined) parts.push("confidence " + Math.min(99, Math.round(detail.confidence * 100)) + " %");
    return parts.filter(Boolean).join(", ");
  }

  function source(claim) {
    const article = data.articles[claim.article] || {};
    const line = element("p", undefined, "source");
    const said = [claim.speaker ? "according to " + claim.speaker : "", claim.polarity === "negated" ? "denied" : "",
      claim.modality === "actual" ? "" : claim.modality, claim.date || ""].filter(Boolean).join(", ");
    if (said) line.append(said + " · ");
    const title = article.title || "article without a title";
    if (/^https?:\/\//i.test(article.url || "")) {
      const link = element("a", title);
      link.href = article.url;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      line.append(link);
    } else {
      line.append(title);
    }
    const rest = [article.publisher, article.published].filter(Boolean).join(", ");
    if (rest) line.append(" · " + rest);
    return line;
  }

  function showEdge(number, move) {
    const detail = data.details[number];
    panel.replaceChildren(button("All relationships", showAll), element("h2", detail.sentence), element("p", facts(detail), "facts"));
    for (const claim of detail.claims) panel.append(element("blockquote", claim.text || ""), source(claim));
    if (detail.more) panel.append(element("p", "and " + detail.more + " more claims", "facts"));
    panel.scrollTop = 0;
    network.selectEdges([number]);
    if (move) look({ nodes: [data.edges[number].from, data.edges[number].to], maxZoomLevel: 1 });
  }

  function swatch(colour, line) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    const shape = document.createElementNS(space, line ? "line" : "circle");
    const values = line ? { x1: 0, y1: 6, x2: 20, y2: 6, stroke: colour, "stroke-width": 3 } : { cx: 6, cy: 6, r: 6, fill: colour };
    for (const name in values) shape.setAttribute(name, values[name]);
    picture.setAttribute("width", line ? 20 : 12);
    picture.setAttribute("height", 12);
    picture.append(shape);
    if (line === "dashed") shape.setAttribute("stroke-dasharray", "6 3");
    return picture;
  }

  function legend() {
    const place = document.getElementById("legend");
    const add = (text, colour, line) => {
      const entry = element("span");
      entry.append(swatch(colour, line), text);
      place.append(entry);
    };
    for (const [name, colour, count] of data.legend.nodes) add(name + " " + count, colour, "");
    for (const [name, colour, count] of data.legend.edges) add(name + " " + count, colour, "line");
    if (data.edges.some((edge) => edge.dashes)) add("broken line: alleged, planned, denied or contested", "#6b7680", "dashed");
  }

  network.on("click", (event) => {
    if (event.nodes.length) showNode(event.nodes[0], false);
    else if (event.edges.length) showEdge(event.edges[0], false);
    else showAll();
  });
  document.getElementById("whole").addEventListener("click", () => { showAll(); look({}); });
  network.on("zoom", fitNames);
  document.getElementById("search").addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = document.getElementById("name").value.trim().toLowerCase();
    const found = data.nodes.find((node) => node.name.toLowerCase() === wanted)
      || data.nodes.find((node) => wanted && node.name.toLowerCase().includes(wanted));
    if (found) showNode(found.id, true);
  });
  document.getElementById("names").append(...data.nodes.map((node) => { const option = element("option"); option.value = node.name; return option; }));
  legend();
  showAll();
  look({});
  document.body.dataset.ready = "true";
  window.kgNetwork = network;
})();
