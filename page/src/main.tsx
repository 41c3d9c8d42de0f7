import { render } from "preact";
import { App } from "./shell/App";
import { startTheme } from "./shell/theme";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/explore.css";
import "./styles/evidence.css";
import "./styles/query.css";

startTheme();
const root = document.getElementById("app");
if (root) render(<App />, root);
