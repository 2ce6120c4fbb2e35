/** The request that sets the log's level for a while (docs/control.md). */
package nbe.control.level;
