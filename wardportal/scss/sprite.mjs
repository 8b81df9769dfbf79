// Writes one SVG sprite of the icons named in icons.txt. Usage: node sprite.mjs TARGET
import { readFileSync, writeFileSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);
const names = readFileSync(here("icons.txt"), "utf8").trim().split("\n");

const symbol = (name) => {
  const svg = readFileSync(here(`node_modules/bootstrap-icons/icons/${name}.svg`), "utf8");
  const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="${name}" viewBox="0 0 16 16">${drawing.trim().replace(/\n\s*/g, "")}</symbol>`;
};

const notice = "<!-- Bootstrap Icons, Copyright 2019-2024 The Bootstrap Authors, MIT licence -->";
const sprite = ['<svg xmlns="http://www.w3.org/2000/svg">', notice, ...names.map(symbol), "</svg>", ""];
writeFileSync(process.argv[2], sprite.join("\n"));
