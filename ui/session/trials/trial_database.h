#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

namespace oneshot::session {

/// Opens the SQLite file of a TrialStore under this connection's name: made or migrated where it is empty or older,
/// refused untouched where it is newer or not ours. Throws Error(Failed) in full words; the connection is there even
/// then.
void openTrialDatabase(const QString& connection, const QString& file);

/// Runs a statement; throws Error(Failed) that says what SQLite's code means to a person.
QSqlQuery execute(const QSqlDatabase&, const QString& sql, const QVariantList& values = {});

/// A transaction that ends by commit() or not at all. Immediate: it waits for other programs at its beginning only.
class Transaction {
  public:
    explicit Transaction(const QSqlDatabase&);
    ~Transaction();
    void commit();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

  private:
    const QSqlDatabase& database_;
    bool open_ = true;
};

}  // namespace oneshot::session
