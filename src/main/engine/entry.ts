import { EngineSettings, settingsVariable } from "./engine-protocol.ts";
import { serveCalls } from "./process/engine-program.ts";
import { parentChannel } from "./process/parent-channel.ts";

/** The program of an engine's process (record 0002). */
serveCalls(parentChannel(), EngineSettings.parse(JSON.parse(process.env[settingsVariable] ?? "{}")));
