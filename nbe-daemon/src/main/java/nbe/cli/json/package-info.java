/** The JSON that {@code nbe doctor}, {@code nbe check} and {@code nbe service status} print with --json (docs/commands-json.md). */
package nbe.cli.json;
