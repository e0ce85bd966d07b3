// What runs on every page: so that each of ten thousand pages names one file and not five.
import "./menu.js";
import "./ledger.js";
import "./editions.js";
import "./built.js";
import "./search.js";
