package connectionpool;

import dev.customprofiles.Profile;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A pool that grows when it is empty. The profile holds the connections that are in somebody's hands. */
final class ConnectionPool {

    private static final Profile BORROWED = Profile.create("connectionpool.Borrowed");

    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final String database;

    ConnectionPool(String database) {
        this.database = database;
    }

    Connection borrow() {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = new Connection();
        }
        BORROWED.add(connection, 1, 0, database);
        return connection;
    }

    void giveBack(Connection connection) {
        BORROWED.remove(connection);
        idle.push(connection);
    }

    static int borrowed() {
        return BORROWED.count();
    }
}
