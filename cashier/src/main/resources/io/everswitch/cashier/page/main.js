import { start } from './app.js';

start(document.getElementById('cashier'), document.getElementById('announcer'));
