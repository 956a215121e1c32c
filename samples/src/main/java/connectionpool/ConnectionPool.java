package connectionpool;

import dev.customprofiles.Profile;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pool that grows when it is empty. The profile has the connections that are in use. */
final class ConnectionPool {

    private static final Profile BORROWED = Profile.create("connectionpool.Borrowed");

    /** All connections ever created, to close them in the end. Those not returned stay reachable here. */
    private final Queue<Connection> all = new ConcurrentLinkedQueue<>();

    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final String database;

    ConnectionPool(String database) {
        this.database = database;
    }

    Connection borrow() {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = new Connection();
            all.add(connection);
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
