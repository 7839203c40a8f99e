export { inAddress, isLoopback } from "../server/addresses.ts";
