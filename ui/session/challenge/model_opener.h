#pragma once

#include <QObject>
#include <QStringList>
#include <vector>

#include "ui/session/workspace/model_library.h"

namespace oneshot::session {

/// Opens several models of a library, one after the other, and holds them until all are told. Lives on the GUI thread;
/// no method blocks.
class ModelOpener : public QObject {
    Q_OBJECT
  public:
    explicit ModelOpener(ModelLibrary&);  ///< must outlive it

    void open(const QStringList& ids);  ///< in the place of what is being opened; may tell at once
    void cancel();

  Q_SIGNALS:
    void opened(const std::vector<oneshot::ModelPtr>& models);  ///< in the order asked for
    void failed(const QString& fullWords);                      ///< one of them cannot be opened

  private:
    void goOn();
    void giveUp(const QString& id);

    ModelLibrary& library_;
    QStringList ids_;
    std::vector<ModelPtr> models_;  ///< the first ones of these
};

}  // namespace oneshot::session
