package nbe.control.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The configuration of a running daemon.
 *
 * @param file empty: the defaults count
 * @param readAt when it was read last and put into use
 * @param problems the texts of a reload that failed, or that the file was changed and not read
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ConfigRow(Optional<String> file, Instant readAt, List<String> problems) {}
