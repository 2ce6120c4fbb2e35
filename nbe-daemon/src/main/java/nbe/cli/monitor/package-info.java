/**
 * The picture of {@code nbe monitor}. {@link nbe.cli.monitor.Feed} collects what the daemon answers, {@link nbe.cli.monitor.View} is what
 * the user chose, {@link nbe.cli.monitor.Picture} makes lines of both; {@link nbe.cli.monitor.MonitorSession} is the loop around them.
 */
package nbe.cli.monitor;
