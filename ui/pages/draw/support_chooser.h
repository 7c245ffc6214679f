#pragma once

#include <QWidget>

#include "ui/session/draw/own_set.h"
#include "ui/session/workspace/workspace.h"

class QMenu;
class QSpinBox;
class QToolButton;

namespace oneshot::ui {

/// Chooses what a drawing is compared with: an alphabet of the data in use or of the held-out data, characters at
/// random, or the person's own.
class SupportChooser : public QWidget {
    Q_OBJECT
  public:
    enum class Source { Alphabet, HeldOut, RandomWithin, RandomAcross, Own };

    /// Both must outlive the chooser.
    SupportChooser(session::Workspace&, session::OwnSet&);

    const session::SupportSet& support() const { return support_; }
    const QString& reason() const { return reason_; }  ///< why there are no ways, a sentence
    bool own() const { return source_ == Source::Own; }

    void choose(Source, int alphabet = 0);  ///< alphabet: its index, for Alphabet and HeldOut
    void chooseOwn() { choose(Source::Own); }

  Q_SIGNALS:
    void changed();

  private:
    bool random() const { return source_ == Source::RandomWithin || source_ == Source::RandomAcross; }
    void fillMenu();
    void renew();
    void takeAlphabet(const session::DatasetPtr&);
    void takeRandom(const session::DatasetPtr&);

    session::Workspace& workspace_;
    session::OwnSet& ownSet_;
    Source source_ = Source::Alphabet;
    int alphabet_ = 0;
    session::SupportSet support_;
    QString reason_;

    QToolButton* button_;
    QMenu* menu_;
    QWidget *shotsField_, *waysField_, *seedField_;
    QSpinBox *shots_, *ways_, *seed_;
};

}  // namespace oneshot::ui
