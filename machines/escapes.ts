/**
 * Escapes in a row as `capture-pane -e` prints it: CSI sequences (their parameters and final byte are groups 1 and 2),
 * OSC strings (links), and any other escape with its one character.
 */
// oxlint-disable-next-line no-control-regex -- escapes are what is parsed here
export const ESCAPE = /\u001b(?:\[([0-9:;?]*)([A-Za-z@`])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|.)/gu;
