package connectionpool;

import java.util.List;

/** What a database driver would give. */
final class Connection {

    /** Throws when the database does not like the statement. */
    List<String> query(String statement) {
        if (statement.contains("'")) {
            throw new IllegalStateException("syntax error near '");
        }
        return List.of(statement);
    }
}
