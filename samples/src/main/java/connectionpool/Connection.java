package connectionpool;

import java.util.List;

/** Stands for the connection of a database driver. */
final class Connection {

    /** Throws if the database rejects the statement. */
    List<String> query(String statement) {
        if (statement.contains("'")) {
            throw new IllegalStateException("syntax error near '");
        }
        return List.of(statement);
    }
}
