package connectionpool;

import java.util.List;

/** Looks customers up. One of its two queries forgets the connection when the database refuses the statement. */
final class CustomerService {

    private final ConnectionPool pool = new ConnectionPool("customers");

    List<String> orders(int customer) {
        Connection connection = pool.borrow();
        try {
            return connection.query("orders of " + customer);
        } finally {
            pool.giveBack(connection);
        }
    }

    List<String> addressOf(String customer) {
        Connection connection = pool.borrow();
        List<String> address = connection.query("address of " + customer);
        pool.giveBack(connection); // not reached when the query throws
        return address;
    }
}
